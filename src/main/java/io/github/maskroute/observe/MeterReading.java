package io.github.maskroute.observe;

import java.util.OptionalInt;

/**
 * The figures of a drain's meters at one moment.
 *
 * @param stored messages since the start, as the other counters
 * @param deletes successful and failed ones
 * @param oldestSeconds age of the oldest message in flight
 * @param visible messages in the queue; empty if unknown
 * @param inFlight messages of the queue; empty if unknown
 */
public record MeterReading(long stored, long duplicates, long deadLettered, long deletes, long failedDeletes, double oldestSeconds,
        OptionalInt visible, OptionalInt inFlight) {

    /** The same with counters less those of an earlier reading. */
    MeterReading since(MeterReading before) {
        return new MeterReading(stored - before.stored, duplicates - before.duplicates, deadLettered - before.deadLettered,
                deletes - before.deletes, failedDeletes - before.failedDeletes, oldestSeconds, visible, inFlight);
    }

    /** Whether the queue is known to be empty. */
    boolean isEmpty() {
        return visible.isPresent() && inFlight.isPresent() && visible.getAsInt() + inFlight.getAsInt() == 0;
    }
}
