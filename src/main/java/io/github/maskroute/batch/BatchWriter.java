package io.github.maskroute.batch;

import io.github.maskroute.batch.WaitingRecords.RetryBatch;
import io.github.maskroute.db.SqlFault.Owner;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches. Each record is stored, rejected alone, or left for later.
 *
 * <p>While the database is away, or an operator must correct something, records wait. A batch with a bad record is halved until the bad
 * record is alone. If the server refuses a record and stores others after it, the record is at fault; otherwise the operator must correct
 * something. Records that wait for this evidence do not block others. Safe for use by several threads if its parts are.
 *
 * @param <R> a record
 */
public final class BatchWriter<R> {

    /** Stores records in one transaction, all or none. */
    public interface Store<R> {

        /** @return how many of them were not stored before */
        int store(List<R> records) throws Exception;
    }

    /**
     * Receives the result of each record exactly once. After an error, such as an {@code OutOfMemoryError}, a result may be repeated, which
     * must have no effect.
     */
    public interface Results<R> {

        /** The records are committed. {@code added} of them are new, the others were stored before. */
        void stored(List<R> records, int added);

        /** The table does not accept this record. */
        void rejected(R record, SqlFault fault);

        /** These records may not be stored, and this writer does not retry them. */
        void abandoned(List<R> records, SqlFault fault);
    }

    /** Records that arrive while others wait. */
    public interface Arrivals<R> {

        /** Takes at most {@code max} pending records, in a list that the caller may keep. Does not wait. */
        List<R> take(int max);
    }

    /** How long arriving records may wait while others wait for a retry. */
    private static final long POLL_MILLIS = 20;

    /** Half a second: each check for evidence costs a statement. */
    private static final int POLLS_PER_CHECK = 25;

    private static final int CONFIRMATIONS = 2;

    /** More than one: a pooler that alternates between two server connections would send each single try to the one that refuses. */
    private static final int TRIES_IN_A_ROW = 2;

    private static final SqlFault STILL_AWAY = new SqlFault(Owner.DATABASE, false, "still away");

    private final Store<R> store;
    private final Results<R> results;
    private final Arrivals<R> arrivals;
    private final int maxBatch;
    private final Outage outage;
    private final Backoff backoff;
    private final FaultEvidence<R> evidence = new FaultEvidence<>();

    /** @param maxBatch maximum number of records in a statement */
    public BatchWriter(Store<R> store, Results<R> results, Arrivals<R> arrivals, int maxBatch, Outage outage, Backoff backoff) {
        this.store = store;
        this.results = results;
        this.arrivals = arrivals;
        this.maxBatch = maxBatch;
        this.outage = outage;
        this.backoff = backoff;
    }

    /** Returns when the result of every record is known, including records that arrived meanwhile. */
    public void write(List<R> records) {
        WaitingRecords<R> waiting = new WaitingRecords<>(maxBatch);
        try {
            attempt(records, WaitingRecords.NEVER, waiting);
            for (int attempt = 1; !waiting.isEmpty(); attempt++) {
                search(attempt, waiting);
                if (!waiting.isEmpty() && !retry(attempt, waiting)) {
                    SqlFault fault = waiting.fault();
                    results.abandoned(waiting.takeAll(), fault);
                }
            }
        } catch (RuntimeException | Error e) {
            // Only this method knows the records that arrived meanwhile.
            results.abandoned(waiting.takeAll(), SqlFault.of(e));
            throw e;
        }
    }

    /** Only this method knows the batches: records that an error keeps from an attempt are abandoned. */
    private void attemptAll(List<RetryBatch<R>> batches, WaitingRecords<R> waiting) {
        int begun = 0;
        try {
            for (RetryBatch<R> batch : batches) {
                begun++;
                attempt(batch.records(), batch.failedAt(), waiting);
            }
        } catch (RuntimeException | Error e) {
            batches.subList(begun - 1, batches.size()).forEach(batch -> results.abandoned(batch.records(), SqlFault.of(e)));
            throw e;
        }
    }

    /** @param failedAt when one of the records failed first, in a batch or alone; {@link WaitingRecords#NEVER} if none failed */
    private void attempt(List<R> records, long failedAt, WaitingRecords<R> waiting) {
        if (backoff.isStopped() && outage.since().isPresent()) {
            // Each attempt would cost a connection timeout, and a stop does not have the time for that.
            results.abandoned(records, STILL_AWAY);
            return;
        }
        SqlFault fault = tryToStore(records);
        if (fault != null) {
            failed(records, fault, failedAt == WaitingRecords.NEVER ? System.nanoTime() : failedAt, waiting);
        }
    }

    /** @return why the records are not stored; null if their result was reported */
    private @Nullable SqlFault tryToStore(List<R> records) {
        try {
            long begun = System.nanoTime();
            int added = store.store(records);
            if (added > 0) {
                evidence.stored(records.get(0), begun);
            }
            outage.over();
            results.stored(records, added);
            return null;
        } catch (Exception e) {
            return SqlFault.of(e);
        } catch (Error e) {
            // If it were rethrown, the caller would fail records whose result was already reported.
            results.abandoned(records, SqlFault.of(e));
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

    /** Confirms an operator's fault before a record is rejected for it: the record must fail each time, and a stored record never. */
    private void confirm(List<R> alone, SqlFault first, WaitingRecords<R> waiting) {
        SqlFault fault = first;
        for (int i = 0; i < CONFIRMATIONS && fault.owner() == Owner.OPERATOR && isStatementInOrder(); i++) {
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

    /**
     * Stores a record again that is already stored. This changes nothing, but the server refuses it if statement or privileges are at
     * fault.
     */
    private boolean isStatementInOrder() {
        R stored = evidence.lastStored();
        try {
            return stored != null && store.store(List.of(stored)) >= 0;
        } catch (Exception | Error e) {
            return false;
        }
    }

    private void reject(R record, SqlFault fault) {
        outage.over();
        results.rejected(record, fault);
    }

    /** Searches the records that were refused together for one that can be stored, which proves that the others are at fault. */
    private void search(int attempt, WaitingRecords<R> waiting) {
        for (int i = waiting.searchLimit(attempt); i > 0 && !backoff.isStopped(); i--) {
            WaitingRecords.FailedRecord<R> first = waiting.takeFirst();
            attemptAll(List.of(new RetryBatch<>(List.of(first.record()), first.failedAt())), waiting);
            if (waiting.isEmpty() || evidence.isStoredSince(waiting.failedAt())) {
                break;
            }
        }
        isolateBadRecords(waiting);
    }

    /** If others were stored after these records failed, tries them again in halves until each bad record is alone. */
    private void isolateBadRecords(WaitingRecords<R> waiting) {
        if (!waiting.isEmpty() && waiting.fault().answered() && evidence.isStoredSince(waiting.failedAt())) {
            attemptAll(waiting.takeBatches(), waiting);
        }
    }

    /** @return false if there must be no further attempt */
    private boolean retry(int attempt, WaitingRecords<R> waiting) {
        report(attempt, waiting.fault());
        if (!pauseOrStoreOthers(attempt, waiting)) {
            return false;
        }
        attemptAll(waiting.takeBatches(), waiting);
        retryAlone(waiting);
        return true;
    }

    /** Stops at the first that fails again: each may fail by timeout, and arriving records would wait for all of them. */
    private void retryAlone(WaitingRecords<R> waiting) {
        for (int left = waiting.countAlone(), before = Integer.MAX_VALUE; left > 0 && waiting.size() < before; left--) {
            before = waiting.size();
            attemptAll(List.of(waiting.takeAlone()), waiting);
        }
    }

    /** Ends early when other records are stored: that decides at once whether the waiting ones are at fault. */
    private boolean pauseOrStoreOthers(int attempt, WaitingRecords<R> waiting) {
        if (!waiting.fault().answered() || waiting.fault().owner() == Owner.DATABASE && !isAnotherStored(attempt, waiting)) {
            return backoff.after(attempt);
        }
        Backoff.Delay delay = backoff.begin(attempt);
        for (int polls = 1; !delay.isOver(); polls++) {
            List<R> arrived = waiting.room() > 0 ? arrivals.take(waiting.room()) : List.of();
            if (arrived.isEmpty()) {
                delay.await(POLL_MILLIS);
            } else {
                attemptAll(List.of(new RetryBatch<>(arrived, WaitingRecords.NEVER)), waiting);
            }
            if ((!arrived.isEmpty() || polls % POLLS_PER_CHECK == 0) && isClear(waiting)) {
                return !backoff.isStopped();
            }
        }
        return !backoff.isStopped() && !Thread.currentThread().isInterrupted();
    }

    /** Whether there is evidence now which records are at fault. It may come from another writer. */
    private boolean isClear(WaitingRecords<R> waiting) {
        return waiting.fault().owner() == Owner.OPERATOR && evidence.isStoredSince(waiting.failedAt()) && isStatementInOrder();
    }

    /**
     * Whether another record is stored, so that one of the waiting records causes the database's fault. Takes at most one arriving record
     * to find out.
     */
    private boolean isAnotherStored(int attempt, WaitingRecords<R> waiting) {
        if (!evidence.isStoredSince(waiting.failedAt()) && attempt >= WaitingRecords.SEARCH_FROM_ATTEMPT && waiting.room() > 0) {
            List<R> one = arrivals.take(1);
            if (!one.isEmpty()) {
                attemptAll(List.of(new RetryBatch<>(one, WaitingRecords.NEVER)), waiting);
            }
        }
        return evidence.isStoredSince(waiting.failedAt());
    }

    /** Does not report a first failure: a deadlock, a cut connection or a single bad record is often over by the next attempt. */
    private void report(int attempt, SqlFault fault) {
        if (fault.owner() == Owner.OPERATOR && (attempt > 1 || !fault.answered())) {
            outageFor(fault).refusal(fault.description(),
                    "Correct statement, schema, privileges or certificate: the drain waits and continues by itself.");
        } else if (fault.owner() == Owner.DATABASE && attempt > 1) {
            outageFor(fault).began(fault.description(), "The drain waits and continues by itself. No message is lost or dead-lettered.");
        }
    }

    /** The server's answer to this writer's statements says nothing about the statements of others. */
    private Outage outageFor(SqlFault fault) {
        return fault.answered() ? outage.own() : outage.whole();
    }
}
