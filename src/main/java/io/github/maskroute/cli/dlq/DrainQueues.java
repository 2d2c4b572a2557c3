package io.github.maskroute.cli;

import io.github.maskroute.Queue;
import io.github.maskroute.RouteQueues;
import io.github.maskroute.Settings;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.dlq.Choice;
import io.github.maskroute.dlq.DeadLetterQueue;
import io.github.maskroute.dlq.Letter;
import io.github.maskroute.dlq.SourceQueue;
import io.github.maskroute.dlq.SourceQueues;
import io.github.maskroute.sqs.QueueName;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The dead-letter queue that a command is about, and the queues that its letters came from, as the settings' routes have them. */
final class QueuesOfSettings implements AutoCloseable {

    private final QueueChoice which;
    private final List<PolledQueue> routes;
    private final Queue queue;

    /** @throws CommandException if none is named, or it is not clear which is meant */
    QueuesOfSettings(Settings settings, QueueChoice which) {
        this(settings, which, which.of(polled(settings)));
    }

    private QueuesOfSettings(Settings settings, QueueChoice which, List<PolledQueue> routes) {
        this.which = which;
        this.routes = routes;
        this.queue = new Queue(settings);
    }

    /**
     * Works on the dead-letter queue that was chosen, or, if none was, on one after the other.
     *
     * @param work is given whether it is one of several
     * @throws CommandException if none is named
     */
    static void each(Settings settings, QueueChoice which, BiConsumer<QueuesOfSettings, Boolean> work) {
        List<List<PolledQueue>> all = which.each(polled(settings));
        for (List<PolledQueue> routes : all) {
            try (QueuesOfSettings queues = new QueuesOfSettings(settings, which, routes)) {
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

    DeadLetterQueue deadLetters() {
        return new DeadLetterQueue(queue.plain(), url(routes.get(0), routes.get(0).deadLetters()));
    }

    SourceQueues sources() {
        return new SourceQueues(routes.stream().map(route -> new SourceQueues.Route(route.route(), route.queue().shown(),
                new SourceQueue(queue.plain(), url(route, route.queue())))).toList());
    }

    /** Those of them that came by the route that was chosen, if one was and it shares the queue with others. */
    Choice of(Choice choice) {
        if (routes.size() == 1 || which.route().isEmpty()) {
            return choice;
        }
        Predicate<Letter> chosen = by(Set.copyOf(which.route().stream().toList()));
        return new Choice(letter -> choice.letters().test(letter) && chosen.test(letter), choice.max());
    }

    /** Whether a letter came by one of these routes, as far as it says so. Asks nobody. */
    Predicate<Letter> by(Set<String> ids) {
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
