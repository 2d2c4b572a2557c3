package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.PolledQueues;
import io.github.maskroute.sqs.QueueUrls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Finds routes whose rejected records cannot be sent: the dead-letter queue does not exist, or a sender's event could choose it. */
final class UnreachableDeadLetters {

    private final CamelContext context;
    private final @Nullable QueueUrls urls;

    private UnreachableDeadLetters(CamelContext context) {
        this.context = context;
        this.urls = context.getRegistry().findSingleByType(QueueUrls.class);
    }

    /** @param files text of each file */
    static List<Problem> in(CamelContext context, Map<Path, String> files) {
        UnreachableDeadLetters queues = new UnreachableDeadLetters(context);
        return PolledQueues.polling(context).flatMap(route -> queues.cause(route).map(cause -> {
            Path file = FaultLocator.fileOf(route.getResource());
            return new Problem(file, FaultLocator.line(PolledQueues.DEAD_LETTERS, files.getOrDefault(file, "")), cause);
        }).stream()).toList();
    }

    private Optional<String> cause(RouteDefinition route) {
        try {
            PolledQueue polled = PolledQueues.of(context, route);
            if (polled.queue().isFifo() != polled.deadLetters().isFifo()) {
                return Optional.of("queue and dead-letter queue must both end in .fifo, or neither");
            }
            Optional<String> confusion = PolledQueues.confusion(context, route);
            return urls == null || confusion.isPresent() ? confusion : missing(urls, polled);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> missing(QueueUrls urls, PolledQueue polled) {
        try {
            urls.of(polled.deadLetters());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("the dead-letter queue of route " + polled.route() + " cannot be found ("
                    + e.getClass().getSimpleName() + "): create it, or name another queue");
        }
    }
}
