package io.github.maskroute.sqs;

import java.util.Optional;

/**
 * What leads to a queue.
 *
 * @param name to look it up by
 * @param url which need not be looked up, if there is one
 */
public record QueueName(String name, Optional<String> url) {

    /** How the queue is called: at the end of its URL, if that is known. */
    public String shown() {
        return url.map(QueueName::ofUrl).orElse(name);
    }

    /** Whether it is one that keeps the order of its messages. */
    public boolean isFifo() {
        return shown().endsWith(".fifo");
    }

    /** The name of the queue of a URL. */
    public static String ofUrl(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
