package io.github.maskroute.camel;

import io.github.maskroute.sqs.QueueName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A route that polls a queue.
 *
 * @param route its id
 * @param queue where its messages come from
 * @param deadLetters where its rejected records go
 */
public record PolledQueue(String route, QueueName queue, QueueName deadLetters) {

    /** URL of the queue, which must have been found. */
    public String queueUrl() {
        return queue.url().orElseThrow();
    }

    /** URL of the dead-letter queue, which must have been found. */
    public String deadLetterUrl() {
        return deadLetters.url().orElseThrow();
    }

    /** One property of several polled queues, for example their names: each distinct value once. */
    public static String join(List<PolledQueue> polled, Function<PolledQueue, String> property) {
        return polled.stream().map(property).distinct().collect(Collectors.joining(", "));
    }
}
