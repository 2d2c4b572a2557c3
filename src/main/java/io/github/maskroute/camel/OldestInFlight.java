package io.github.maskroute.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The age of the oldest message that is being written, or was within the last moments: the nearest thing to the oldest
 * of the queue, which SQS does not tell its clients. Safe for use by several threads.
 */
final class OldestInFlight {

    private static final long MEMORY_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Clock clock = Clock.systemUTC();
    private final Map<Object, Long> sentMillis = new ConcurrentHashMap<>();
    private volatile long lastAgeMillis;
    private volatile long lastEndMillis;

    /**
     * Messages are taken in hand.
     *
     * @param oldestSentMillis when SQS accepted the oldest of them, in epoch milliseconds
     * @return what names them to {@link #settle}
     */
    Object take(long oldestSentMillis) {
        Object hand = new Object();
        sentMillis.put(hand, oldestSentMillis);
        return hand;
    }

    /** Their fate is known. */
    void settle(Object hand) {
        Long sent = sentMillis.remove(hand);
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
