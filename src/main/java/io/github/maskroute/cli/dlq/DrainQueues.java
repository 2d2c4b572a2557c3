package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.RouteQueues;
import io.github.maskroute.app.ServiceFactory;
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

/** The selected dead-letter queue, and the source queues of its letters, as the routes name them. */
public final class DrainQueues implements AutoCloseable {

    private final QueueOptions options;
    private final List<PolledQueue> routes;
    private final SqsConnection queue;

    /** @throws CommandException if the settings name no queue, or several queues match the options */
    public DrainQueues(Settings settings, QueueOptions options) {
        this(settings, options, options.one(polled(settings)));
    }

    private DrainQueues(Settings settings, QueueOptions options, List<PolledQueue> routes) {
        this.options = options;
        this.routes = routes;
        this.queue = new SqsConnection(new ServiceFactory(settings));
    }

    /**
     * Runs the work on each dead-letter queue that matches the options.
     *
     * @param work receives the queue, and whether it is one of several
     * @throws CommandException if the settings name no queue, or no queue matches
     */
    static void each(Settings settings, QueueOptions options, BiConsumer<DrainQueues, Boolean> work) {
        List<List<PolledQueue>> all = options.matching(polled(settings));
        for (List<PolledQueue> routes : all) {
            try (DrainQueues queues = new DrainQueues(settings, options, routes)) {
                work.accept(queues, all.size() > 1);
            }
        }
    }

    private static List<PolledQueue> polled(Settings settings) {
        if (settings.devServices().queue()) {
            throw new CommandException(ExitCode.SETTINGS, "no queue is named; set maskroute.queue.region for AWS, or"
                    + " maskroute.queue.endpoint; a drain with an embedded queue prints the settings for it");
        }
        return RouteQueues.of(settings);
    }

    /** The name of the dead-letter queue, as {@code --queue} accepts it. */
    String name() {
        return routes.get(0).deadLetters().shown();
    }

    public DeadLetterQueue deadLetters() {
        return new DeadLetterQueue(queue.plain(), url(routes.get(0), routes.get(0).deadLetters()));
    }

    SourceQueues sources() {
        return new SourceQueues(routes.stream().map(route -> new SourceQueues.SourceRoute(route.route(), route.queue().shown(),
                new SourceQueue(queue.plain(), url(route, route.queue())))).toList());
    }

    /** Restricts the filter to letters of the selected route, if several routes share the queue. */
    public LetterFilter of(LetterFilter filter) {
        if (routes.size() == 1 || options.route().isEmpty()) {
            return filter;
        }
        Predicate<Letter> ofRoute = by(Set.copyOf(options.route().stream().toList()));
        return new LetterFilter(letter -> filter.letters().test(letter) && ofRoute.test(letter), filter.max());
    }

    /** Matches letters of these routes, as their attributes name the route or the source queue. Sends no request. */
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
                    + " names a queue that does not exist, or that these credentials may not access; name another queue");
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
