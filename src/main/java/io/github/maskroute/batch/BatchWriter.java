package io.github.maskroute.batch;

import io.github.maskroute.batch.WaitingRecords.Part;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.SqlFault.Owner;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches so that each record is stored, rejected alone, or left for later.
 *
 * <p>While the database is away, or an operator must correct something, records wait. A batch with a bad record is halved until the bad
 * one stands alone. Whether a refusal is the operator's matter or a record's shows by what else is stored: where the server refuses a
 * record and stores others after it, the record is at fault. Records that wait for that hold up no others. Safe for use by several threads
 * if its parts are.
 *
 * @param <R> a record
 */
public final class BatchWriter<R> {

    /** Stores records in one transaction, all or none. */
    public interface Store<R> {

        /** @return how many of them were not stored before */
        int store(List<R> records) throws Exception;
    }

    /** Learns of each record's fate exactly once; after an error, for want of memory say, of some once more, which changes nothing. */
    public interface Fate<R> {

        /** These are committed; all but {@code added} of them were stored before. */
        void stored(List<R> records, int added);

        /** The table does not take this one. */
        void rejected(R record, SqlFault fault);

        /** Nothing is known to be stored of these, and nobody will try again here. */
        void abandoned(List<R> records, SqlFault fault);
    }

    /** Records that come while others wait. */
    public interface Arrivals<R> {

        /** Takes those that are there, so many at most, in a list that the caller may keep. Does not wait. */
        List<R> take(int max);
    }

    /** How long those that come may wait while others do. */
    private static final long LOOK_MILLIS = 20;

    /** Half a second: each look costs a statement. */
    private static final int LOOKS_FOR_EVIDENCE = 25;

    private static final int CONFIRMATIONS = 2;

    /** More than one: a pooler that gives out two server connections in turn would put each try on the one that refuses. */
    private static final int TRIES_IN_A_ROW = 2;

    private static final SqlFault STILL_AWAY = new SqlFault(Owner.DATABASE, false, "still away");

    private final Store<R> store;
    private final Fate<R> fate;
    private final Arrivals<R> arrivals;
    private final int maxBatch;
    private final Outage outage;
    private final Backoff pauses;
    private final FaultEvidence<R> evidence;

    /** @param maxBatch records of a statement at most */
    public BatchWriter(Store<R> store, Fate<R> fate, Arrivals<R> arrivals, int maxBatch, Outage outage, Backoff pauses) {
        this.store = store;
        this.evidence = new FaultEvidence<>(store);
        this.fate = fate;
        this.arrivals = arrivals;
        this.maxBatch = maxBatch;
        this.outage = outage;
        this.pauses = pauses;
    }

    /** Returns when it is known what became of every record, also of those that came meanwhile. */
    public void write(List<R> records) {
        WaitingRecords<R> waiting = new WaitingRecords<>(maxBatch);
        try {
            attempt(records, WaitingRecords.NEVER, waiting);
            for (int attempt = 1; !waiting.isEmpty(); attempt++) {
                search(attempt, waiting);
                if (!waiting.isEmpty() && !retry(attempt, waiting)) {
                    SqlFault fault = waiting.fault();
                    fate.abandoned(waiting.takeAll(), fault);
                }
            }
        } catch (RuntimeException | Error e) {
            // Those that came meanwhile are known to nobody else.
            fate.abandoned(waiting.takeAll(), SqlFault.of(e));
            throw e;
        }
    }

    /** Of parts that wait nowhere meanwhile: what an error keeps from them is given up, since nobody else knows of them. */
    private void attemptAll(List<Part<R>> parts, WaitingRecords<R> waiting) {
        int begun = 0;
        try {
            for (Part<R> part : parts) {
                begun++;
                attempt(part.records(), part.failedAt(), waiting);
            }
        } catch (RuntimeException | Error e) {
            parts.subList(begun - 1, parts.size()).forEach(part -> fate.abandoned(part.records(), SqlFault.of(e)));
            throw e;
        }
    }

    /** @param failedAt when one of them failed first, in a batch or alone; {@link WaitingRecords#NEVER} if none did */
    private void attempt(List<R> records, long failedAt, WaitingRecords<R> waiting) {
        if (pauses.isStopped() && outage.since().isPresent()) {
            // Each attempt would cost a connection's time-out, and a stop has not the time for that.
            fate.abandoned(records, STILL_AWAY);
            return;
        }
        SqlFault fault = tryToStore(records);
        if (fault != null) {
            failed(records, fault, failedAt == WaitingRecords.NEVER ? System.nanoTime() : failedAt, waiting);
        }
    }

    /** @return why they are not stored; null if it is known what became of them */
    private @Nullable SqlFault tryToStore(List<R> records) {
        try {
            long begun = System.nanoTime();
            int added = store.store(records);
            if (added > 0) {
                evidence.stored(records.get(0), begun);
            }
            outage.over();
            fate.stored(records, added);
            return null;
        } catch (Exception e) {
            return SqlFault.of(e);
        } catch (Error e) {
            // Thrown on, it would let the caller fail records of which it is known what became of them.
            fate.abandoned(records, SqlFault.of(e));
            return null;
        }
    }

    private void failed(List<R> records, SqlFault fault, long failedAt, WaitingRecords<R> waiting) {
        boolean others = fault.answered() && evidence.isStoredSince(failedAt);
        boolean bad = fault.owner() == Owner.RECORD;
        if (records.size() > 1 && (bad || others)) {
            int half = records.size() / 2;
            attempt(records.subList(0, half), failedAt, waiting);
            attempt(records.subList(half, records.size()), failedAt, waiting);
        } else if (bad) {
            reject(records.get(0), fault);
        } else if (others && fault.owner() == Owner.OPERATOR) {
            confirm(records, fault, waiting);
        } else {
            waiting.add(records, fault, failedAt);
        }
    }

    /** Before a record is rejected with an operator's state: it fails each time, and what is stored already never does. */
    private void confirm(List<R> alone, SqlFault first, WaitingRecords<R> waiting) {
        SqlFault fault = first;
        for (int i = 0; i < CONFIRMATIONS && fault.owner() == Owner.OPERATOR && evidence.isStatementInOrder(); i++) {
            for (int tries = 0; tries < TRIES_IN_A_ROW && fault.owner() == Owner.OPERATOR; tries++) {
                fault = tryToStore(alone);
                if (fault == null) {
                    return;
                }
            }
            if (i == CONFIRMATIONS - 1 && fault.owner() == Owner.OPERATOR) {
                reject(alone.get(0), fault);
                return;
            }
        }
        waiting.add(alone, fault, System.nanoTime());
    }

    private void reject(R record, SqlFault fault) {
        outage.over();
        fate.rejected(record, fault);
    }

    /** Looks for records that can be stored among those that were refused together: they show that the others are at fault. */
    private void search(int attempt, WaitingRecords<R> waiting) {
        for (int i = waiting.searchLimit(attempt); i > 0 && !pauses.isStopped(); i--) {
            WaitingRecords.Entry<R> first = waiting.takeFirst();
            attemptAll(List.of(new Part<>(List.of(first.record()), first.failedAt())), waiting);
            if (waiting.isEmpty() || evidence.isStoredSince(waiting.failedAt())) {
                break;
            }
        }
        judge(waiting);
    }

    /** Those that failed before others were stored are tried again, in halves, until the bad ones stand alone. */
    private void judge(WaitingRecords<R> waiting) {
        if (!waiting.isEmpty() && waiting.fault().answered() && evidence.isStoredSince(waiting.failedAt())) {
            attemptAll(waiting.takeParts(), waiting);
        }
    }

    /** @return false if nobody is to try again */
    private boolean retry(int attempt, WaitingRecords<R> waiting) {
        say(attempt, waiting.fault());
        if (!pauseOrStoreOthers(attempt, waiting)) {
            return false;
        }
        attemptAll(waiting.takeParts(), waiting);
        retryAlone(waiting);
        return true;
    }

    /** Up to the first that fails again: it may do so by its time-out each time, and those that come would wait for all. */
    private void retryAlone(WaitingRecords<R> waiting) {
        for (int left = waiting.countAlone(), before = Integer.MAX_VALUE; left > 0 && waiting.size() < before; left--) {
            before = waiting.size();
            attemptAll(List.of(waiting.takeAlone()), waiting);
        }
    }

    /** Ends early when others are stored: then it shows at once whether those that wait are at fault. */
    private boolean pauseOrStoreOthers(int attempt, WaitingRecords<R> waiting) {
        if (!waiting.fault().answered() || waiting.fault().owner() == Owner.DATABASE && !isAnotherStored(attempt, waiting)) {
            return pauses.after(attempt);
        }
        Backoff.Pause pause = pauses.begin(attempt);
        for (int looks = 1; !pause.isOver(); looks++) {
            List<R> arrived = waiting.room() > 0 ? arrivals.take(waiting.room()) : List.of();
            if (arrived.isEmpty()) {
                pause.await(LOOK_MILLIS);
            } else {
                attemptAll(List.of(new Part<>(arrived, WaitingRecords.NEVER)), waiting);
            }
            if ((!arrived.isEmpty() || looks % LOOKS_FOR_EVIDENCE == 0) && isClear(waiting)) {
                return !pauses.isStopped();
            }
        }
        return !pauses.isStopped() && !Thread.currentThread().isInterrupted();
    }

    /** Whether it shows now which records are at fault. Another writer may have shown it. */
    private boolean isClear(WaitingRecords<R> waiting) {
        return waiting.fault().owner() == Owner.OPERATOR && evidence.isStoredSince(waiting.failedAt()) && evidence.isStatementInOrder();
    }

    /** Whether the database's trouble is one of the records that wait; to see that, one that comes is tried, and no more are taken. */
    private boolean isAnotherStored(int attempt, WaitingRecords<R> waiting) {
        if (!evidence.isStoredSince(waiting.failedAt()) && attempt >= WaitingRecords.SEARCH_FROM_ATTEMPT && waiting.room() > 0) {
            List<R> one = arrivals.take(1);
            if (!one.isEmpty()) {
                attemptAll(List.of(new Part<>(one, WaitingRecords.NEVER)), waiting);
            }
        }
        return evidence.isStoredSince(waiting.failedAt());
    }

    /** A first failure may be a deadlock, a cut connection or a single bad record, over before anybody need read of it. */
    private void say(int attempt, SqlFault fault) {
        if (fault.owner() == Owner.OPERATOR && (attempt > 1 || !fault.answered())) {
            blamed(fault).refusal(fault.description(),
                    "Correct statement, schema, privileges or certificate: the drain waits, and goes on by itself.");
        } else if (fault.owner() == Owner.DATABASE && attempt > 1) {
            blamed(fault).began(fault.description(), "The drain waits, and goes on by itself. No message is lost or dead-lettered.");
        }
    }

    /** What the server answers to these statements says nothing of those of others. */
    private Outage blamed(SqlFault fault) {
        return fault.answered() ? outage.own() : outage.whole();
    }
}
