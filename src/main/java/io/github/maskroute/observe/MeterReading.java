package io.github.maskroute.observe;

import java.util.OptionalInt;

/**
 * What the meters of a drain show at one moment.
 *
 * @param stored messages since the start, and so on
 * @param deletes failed ones too
 * @param oldestSeconds age of the oldest message in hand
 * @param visible messages of the queue; empty if that is not known
 * @param inFlight messages of the queue; empty if that is not known
 */
public record MeterReading(long stored, long duplicates, long deadLettered, long deletes, long failedDeletes, double oldestSeconds,
        OptionalInt visible, OptionalInt inFlight) {

    /** The same with counters that begin at an earlier reading. */
    MeterReading since(MeterReading before) {
        return new MeterReading(stored - before.stored, duplicates - before.duplicates, deadLettered - before.deadLettered,
                deletes - before.deletes, failedDeletes - before.failedDeletes, oldestSeconds, visible, inFlight);
    }

    /** Whether the queue is known to hold nothing. */
    boolean isEmpty() {
        return visible.isPresent() && inFlight.isPresent() && visible.getAsInt() + inFlight.getAsInt() == 0;
    }
}
