package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.RouteQueues;
import io.github.maskroute.app.SqsConnection;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.deadletter.tool.LetterFilter;
import io.github.maskroute.deadletter.tool.SourceQueue;
import io.github.maskroute.deadletter.tool.SourceQueues;
import io.github.maskroute.sqs.QueueName;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The dead-letter queue that a command is about, and the queues that its letters came from, as the settings' routes have them. */
public final class DrainQueues implements AutoCloseable {

    private final QueueOptions which;
    private final List<PolledQueue> routes;
    private final SqsConnection queue;

    /** @throws CommandException if none is named, or it is not clear which is meant */
    public DrainQueues(Settings settings, QueueOptions which) {
        this(settings, which, which.one(polled(settings)));
    }

    private DrainQueues(Settings settings, QueueOptions which, List<PolledQueue> routes) {
        this.which = which;
        this.routes = routes;
        this.queue = new SqsConnection(settings);
    }

    /**
     * Works on the dead-letter queue that was chosen, or, if none was, on one after the other.
     *
     * @param work is given whether it is one of several
     * @throws CommandException if none is named
     */
    static void each(Settings settings, QueueOptions which, BiConsumer<DrainQueues, Boolean> work) {
        List<List<PolledQueue>> all = which.matching(polled(settings));
        for (List<PolledQueue> routes : all) {
            try (DrainQueues queues = new DrainQueues(settings, which, routes)) {
                work.accept(queues, all.size() > 1);
            }
        }
    }

    private static List<PolledQueue> polled(Settings settings) {
        if (settings.embedsQueue()) {
            throw new CommandException(ExitCode.SETTINGS, "no queue is named; set maskroute.queue.region for AWS, or"
                    + " maskroute.queue.endpoint; a drain that runs with an embedded queue prints what leads to it");
        }
        return RouteQueues.of(settings);
    }

    /** Of the dead-letter queue, as {@code --queue} takes it. */
    String name() {
        return routes.get(0).deadLetters().shown();
    }

    public DeadLetterQueue deadLetters() {
        return new DeadLetterQueue(queue.plain(), url(routes.get(0), routes.get(0).deadLetters()));
    }

    SourceQueues sources() {
        return new SourceQueues(routes.stream().map(route -> new SourceQueues.Route(route.route(), route.queue().shown(),
                new SourceQueue(queue.plain(), url(route, route.queue())))).toList());
    }

    /** Those of them that came by the route that was chosen, if one was and it shares the queue with others. */
    public LetterFilter of(LetterFilter choice) {
        if (routes.size() == 1 || which.route().isEmpty()) {
            return choice;
        }
        Predicate<Letter> chosen = by(Set.copyOf(which.route().stream().toList()));
        return new LetterFilter(letter -> choice.letters().test(letter) && chosen.test(letter), choice.max());
    }

    /** Whether a letter came by one of these routes, as far as it says so. Asks nobody. */
    public Predicate<Letter> by(Set<String> ids) {
        Set<String> queues = routes.stream().filter(route -> ids.contains(route.route())).map(route -> route.queue().shown())
                .collect(Collectors.toSet());
        return letter -> letter.attribute("route").map(ids::contains)
                .orElseGet(() -> letter.movedFrom().filter(queues::contains).isPresent());
    }

    private String url(PolledQueue route, QueueName name) {
        try {
            return name.url().orElseGet(() -> queue.plain().getQueueUrl(request -> request.queueName(name.name())).queueUrl());
        } catch (QueueDoesNotExistException e) {
            throw new CommandException(ExitCode.QUEUE_REFUSES, queue.place(name.name(), route.route())
                    + " names a queue that does not exist, or that this login may not see; name another");
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
