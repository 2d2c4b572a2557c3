package io.github.maskroute.sqs;

import java.util.Optional;

/**
 * Identifies a queue.
 *
 * @param name for a look-up
 * @param url makes a look-up unnecessary, if present
 */
public record QueueName(String name, Optional<String> url) {

    /** The name to show: the end of the URL, if it is known. */
    public String shown() {
        return url.map(QueueName::ofUrl).orElse(name);
    }

    /** Whether this is a FIFO queue. */
    public boolean isFifo() {
        return shown().endsWith(".fifo");
    }

    /** The name of the queue with this URL. */
    public static String ofUrl(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
