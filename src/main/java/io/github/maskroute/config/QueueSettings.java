package io.github.maskroute.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * SQS, and the queue that the shipped route polls: {@code maskroute.queue.*}.
 *
 * @param name to look the queue up by
 * @param url of the queue, which then needs no look-up
 * @param region of AWS
 * @param endpoint of an SQS other than AWS's
 * @param accessKey empty where AWS's default chain finds the credentials
 * @param concurrentConsumers polls of one route that are open at once
 * @param visibilityTimeout how long a received message is hidden from other consumers
 */
public record QueueSettings(String name, Optional<String> url, Optional<String> region, Optional<URI> endpoint,
        Optional<AccessKey> accessKey, int concurrentConsumers, Duration visibilityTimeout) {

    /** Whether the queue exists already, in an SQS that is not embedded. */
    boolean isExternal() {
        return url.isPresent() || region.isPresent() || endpoint.isPresent();
    }
}
