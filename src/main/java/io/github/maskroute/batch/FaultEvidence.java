package io.github.maskroute.batch;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a refused record is at fault, and not statement or privileges: another record that was stored after it failed.
 *
 * <p>Safe for use by several threads.
 */
final class FaultEvidence<R> {

    /** A record that was stored, and when its statement began. */
    private record Witness<R>(R record, long begun) {}

    /** What was stored longer ago says little of now: privileges may have come and gone meanwhile. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BatchWriter.Store<R> store;
    private final AtomicReference<@Nullable Witness<R>> witness = new AtomicReference<>();

    FaultEvidence(BatchWriter.Store<R> store) {
        this.store = store;
    }

    void stored(R record, long begun) {
        witness.set(new Witness<>(record, begun));
    }

    /** Whether another was stored after this time, and just now. */
    boolean isStoredSince(long failedAt) {
        Witness<R> last = witness.get();
        return last != null && last.begun - failedAt > 0 && System.nanoTime() - last.begun < FRESH_NANOS;
    }

    /** A record that is stored already is stored again, which changes nothing, but is refused where statement or privileges are at fault. */
    boolean isStatementInOrder() {
        Witness<R> last = witness.get();
        try {
            return last != null && store.store(List.of(last.record)) >= 0;
        } catch (Exception | Error e) {
            return false;
        }
    }
}
