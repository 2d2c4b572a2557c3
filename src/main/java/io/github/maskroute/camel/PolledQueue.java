package io.github.maskroute.camel;

import io.github.maskroute.sqs.QueueName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The queue that a route polls, and its dead-letter queue.
 *
 * @param route id of the route
 * @param queue source of its messages
 * @param deadLetters destination of its rejected records
 */
public record PolledQueue(String route, QueueName queue, QueueName deadLetters) {

    /**
     * URL of the queue.
     *
     * @throws java.util.NoSuchElementException if the URL is not resolved yet
     */
    public String queueUrl() {
        return queue.url().orElseThrow();
    }

    /**
     * URL of the dead-letter queue.
     *
     * @throws java.util.NoSuchElementException if the URL is not resolved yet
     */
    public String deadLetterUrl() {
        return deadLetters.url().orElseThrow();
    }

    /** One property of several polled queues, for example their names: each distinct value once. */
    public static String join(List<PolledQueue> polled, Function<PolledQueue, String> property) {
        return polled.stream().map(property).distinct().collect(Collectors.joining(", "));
    }
}
