package io.github.maskroute.observe;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a minute.
 *
 * @param t its start, in epoch seconds
 * @param seconds of it that were counted
 * @param highest that was stored in one of its seconds
 * @param deletes failed ones too
 * @param oldestSeconds the greatest age of a message in hand
 * @param visible messages of the queue at its end; null if that is not known
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
