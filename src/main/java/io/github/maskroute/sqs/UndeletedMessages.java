package io.github.maskroute.sqs;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of messages that are done and were not deleted, in one line a minute at most. Safe for use by several threads. */
final class UndeletedMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UndeletedMessages.class);
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String queue;
    private final Counter counter;
    private long untold;
    private String last = "";
    private long nextLine = System.nanoTime();

    /** @param counter counts them */
    UndeletedMessages(String queueUrl, Counter counter) {
        this.queue = QueueName.ofUrl(queueUrl);
        this.counter = counter;
    }

    /** Without message ids: SQS deletes by receipt handle, and that names no message. */
    synchronized void add(long count, String why) {
        counter.increment(count);
        untold += count;
        last = queue + " (" + why + ")";
        if (System.nanoTime() - nextLine >= 0) {
            nextLine = System.nanoTime() + MINUTE_NANOS;
            tell();
        }
    }

    /** Tells what has not been told yet. */
    synchronized void tell() {
        if (untold > 0) {
            LOG.warn("{} messages that are done were not deleted from {}: they come again, and rows are not stored twice.", untold, last);
            untold = 0;
        }
    }
}
