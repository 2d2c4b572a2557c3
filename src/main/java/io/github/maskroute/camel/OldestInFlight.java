package io.github.maskroute.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The age of the oldest message that is being written, or was written within the last ten seconds. It approximates the age of the
 * queue's oldest message, which the SQS API does not return. Safe for use by several threads.
 */
final class OldestInFlight {

    private static final long MEMORY_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Clock clock = Clock.systemUTC();
    private final Map<Object, Long> sentMillis = new ConcurrentHashMap<>();
    private volatile long lastAgeMillis;
    private volatile long lastEndMillis;

    /**
     * A write of messages begins.
     *
     * @param oldestSentMillis when SQS accepted the oldest of them, in epoch milliseconds
     * @return the token to pass to {@link #end}
     */
    Object begin(long oldestSentMillis) {
        Object write = new Object();
        sentMillis.put(write, oldestSentMillis);
        return write;
    }

    /** The write has ended, successfully or not. */
    void end(Object write) {
        Long sent = sentMillis.remove(write);
        if (sent != null) {
            long now = clock.millis();
            lastAgeMillis = now - sent;
            lastEndMillis = now;
        }
    }

    double ageSeconds() {
        long now = clock.millis();
        long age = sentMillis.values().stream().mapToLong(sent -> now - sent).max()
                .orElse(now - lastEndMillis < MEMORY_MILLIS ? lastAgeMillis : 0);
        return Math.max(0, age) / 1_000.0;
    }
}
