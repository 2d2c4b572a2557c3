package io.github.maskroute.observe;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a minute.
 *
 * @param t its start, in epoch seconds
 * @param seconds counted seconds
 * @param highest rows stored in the best second
 * @param deletes successful and failed ones
 * @param oldestSeconds greatest age of a message in flight
 * @param visible visible messages at the end; null if unknown
 */
public record Minute(long t, int seconds, long stored, long highest, long duplicates, long deadLettered, long deletes,
        long failedDeletes, double oldestSeconds, @Nullable Integer visible) {

    static Minute empty(long t) {
        return new Minute(t, 0, 0, 0, 0, 0, 0, 0, 0, null);
    }

    Minute plus(MeterReading second) {
        return new Minute(t, seconds + 1, stored + second.stored(), Math.max(highest, second.stored()),
                duplicates + second.duplicates(), deadLettered + second.deadLettered(), deletes + second.deletes(),
                failedDeletes + second.failedDeletes(), Math.max(oldestSeconds, second.oldestSeconds()),
                second.visible().isPresent() ? second.visible().getAsInt() : null);
    }

    long messages() {
        return stored + duplicates + deadLettered;
    }
}
