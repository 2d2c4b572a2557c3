package io.github.maskroute.batch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a refused record is at fault, and not statement or privileges: another record was stored after it failed.
 *
 * <p>Safe for use by several threads.
 */
final class FaultEvidence<R> {

    /** A record that was stored, and the {@link System#nanoTime} at which its statement began. */
    private record StoredRecord<R>(R record, long begun) {}

    /** Older evidence says little about the present: privileges may have changed since. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AtomicReference<@Nullable StoredRecord<R>> last = new AtomicReference<>();

    void stored(R record, long begun) {
        last.set(new StoredRecord<>(record, begun));
    }

    /** Whether another record was stored after this time, and less than five seconds ago. */
    boolean isStoredSince(long failedAt) {
        StoredRecord<R> stored = last.get();
        return stored != null && stored.begun - failedAt > 0 && System.nanoTime() - stored.begun < FRESH_NANOS;
    }

    /** The record that was stored last; null before the first. */
    @Nullable R lastStored() {
        StoredRecord<R> stored = last.get();
        return stored == null ? null : stored.record;
    }
}
