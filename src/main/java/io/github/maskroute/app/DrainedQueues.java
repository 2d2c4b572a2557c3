package io.github.maskroute.app;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.PolledQueues;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.outage.Backoff;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The queues that the running routes poll; an edit may change them. Safe for use by several threads. */
final class DrainedQueues {

    private final SqsConnection queue;
    private final boolean embedded;
    private volatile @Nullable CamelContext context;

    /** @param embedded whether queues that do not exist are created */
    DrainedQueues(SqsConnection queue, boolean embedded) {
        this.queue = queue;
        this.embedded = embedded;
    }

    /**
     * Looks up the queues of routes that are about to start, waiting while SQS is away.
     *
     * @throws ConfigurationException if a queue does not exist, or a route does not name its queue
     */
    void find(CamelContext starting, Backoff pauses) {
        try {
            List<PolledQueue> polled = PolledQueues.in(starting);
            PolledQueues.check(starting);
            if (embedded) {
                polled.forEach(route -> EmbeddedQueue.createQueues(queue.plain(), route.queue().name(), route.deadLetters().name()));
            }
            polled.forEach(route -> queue.find(route, pauses));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
        context = starting;
    }

    /** The queues that are polled now, with their URLs; empty before {@link #find} and when the routes stop. */
    List<PolledQueue> now() {
        CamelContext running = context;
        if (running == null || isEnding(running)) {
            return List.of();
        }
        Backoff none = Backoff.none();
        try {
            return PolledQueues.in(running).stream().map(route -> queue.find(route, none)).toList();
        } catch (RuntimeException e) {
            // The context may have stopped meanwhile.
            if (isEnding(running)) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isEnding(CamelContext context) {
        return context.isStopping() || context.isStopped();
    }
}
