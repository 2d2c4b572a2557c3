package io.github.maskroute.sqs;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs processed messages that were not deleted, at most one line a minute. Safe for use by several threads. */
final class UndeletedMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UndeletedMessages.class);
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String queue;
    private final Counter counter;
    private long notLogged;
    private String last = "";
    private long nextLine = System.nanoTime();

    /** @param counter counts them */
    UndeletedMessages(String queueUrl, Counter counter) {
        this.queue = QueueName.ofUrl(queueUrl);
        this.counter = counter;
    }

    /** Counts messages. The line has no message ids: SQS deletes by receipt handle, which does not contain one. */
    synchronized void add(long count, String why) {
        counter.increment(count);
        notLogged += count;
        last = queue + " (" + why + ")";
        if (System.nanoTime() - nextLine >= 0) {
            nextLine = System.nanoTime() + MINUTE_NANOS;
            log();
        }
    }

    /** Logs the messages that were not logged yet. */
    synchronized void log() {
        if (notLogged > 0) {
            LOG.warn("{} processed messages were not deleted from {}: they are delivered again, and their rows are not stored twice.",
                    notLogged, last);
            notLogged = 0;
        }
    }
}
