package io.github.maskroute.batch;

import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Pauses;
import java.util.List;

/**
 * Writes a batch so that each of its records meets the fate it deserves: stored, rejected alone, or left for later.
 *
 * <p>While the database is away, or an operator must mend something, the batch waits. A batch with a bad record is
 * halved until the bad one stands alone. Safe for use by several threads if its parts are.
 *
 * @param <R> a record
 */
public final class BatchWriter<R> {

    /** Stores records in one transaction, all or none. */
    public interface Store<R> {

        /** @return how many of them were not stored before */
        int store(List<R> records) throws Exception;
    }

    /** Learns of each record's fate exactly once. Must not throw. */
    public interface Fate<R> {

        /** These are committed; all but {@code added} of them were stored before. */
        void stored(List<R> records, int added);

        /** The table does not take this one. */
        void rejected(R record, WriteFault fault);

        /** Nothing is known to be stored of these, and nobody will try again here. */
        void abandoned(List<R> records, WriteFault fault);
    }

    private static final WriteFault STILL_AWAY = new WriteFault(WriteFault.Owner.DATABASE, "still away");

    private final Store<R> store;
    private final Fate<R> fate;
    private final Outage outage;
    private final Pauses pauses;

    public BatchWriter(Store<R> store, Fate<R> fate, Outage outage, Pauses pauses) {
        this.store = store;
        this.fate = fate;
        this.outage = outage;
        this.pauses = pauses;
    }

    /** Returns when the fate of every record is known. */
    public void write(List<R> records) {
        for (int attempt = 1; ; attempt++) {
            if (pauses.isStopped() && outage.since().isPresent()) {
                // Each attempt would cost a connection's time-out, and a stop has not the time for that.
                fate.abandoned(records, STILL_AWAY);
                return;
            }
            int added;
            try {
                added = store.store(records);
            } catch (Exception e) {
                WriteFault fault = WriteFault.of(e);
                if (fault.owner() == WriteFault.Owner.RECORD) {
                    isolate(records, fault);
                    return;
                }
                if (!waitAfter(attempt, fault)) {
                    fate.abandoned(records, fault);
                    return;
                }
                continue;
            } catch (Error e) {
                // Thrown on, it would let the caller fail records whose fate is told already.
                fate.abandoned(records, WriteFault.of(e));
                return;
            }
            outage.over();
            fate.stored(records, added);
            return;
        }
    }

    private void isolate(List<R> records, WriteFault fault) {
        outage.over();
        if (records.size() == 1) {
            fate.rejected(records.get(0), fault);
            return;
        }
        int half = records.size() / 2;
        write(records.subList(0, half));
        write(records.subList(half, records.size()));
    }

    /** A first failure may be a deadlock or a cut connection, over before anybody need read of it. */
    private boolean waitAfter(int attempt, WriteFault fault) {
        if (fault.owner() == WriteFault.Owner.OPERATOR) {
            outage.refusal(fault.description(),
                    "Mend statement, schema, privileges or certificate: the drain waits, and goes on by itself.");
        } else if (attempt > 1) {
            outage.began(fault.description(), "The drain waits, and goes on by itself. No message is lost or dead-lettered.");
        }
        return pauses.after(attempt);
    }
}
