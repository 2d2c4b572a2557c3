package io.github.maskroute.batch;

import io.github.maskroute.db.SqlFault.Owner;
import io.github.maskroute.db.SqlFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records of one writer that are neither stored nor rejected yet, each with its last failure. For one thread.
 *
 * @param <R> a record
 */
final class WaitingRecords<R> {

    /** The failure time of a record that has not failed: later than every other time. */
    static final long NEVER = Long.MAX_VALUE;

    /** Enough to get past a long run of bad records, and not so many that one drain holds the whole queue in flight. */
    private static final int BATCHES = 10;

    /** Records tried one by one in a search for one that can be stored. A refusal costs the server next to nothing. */
    private static final int MAX_SEARCHED = 32;

    /** The third attempt: by then a deadlock or a short lock is over, and a single record may block the others. */
    static final int SEARCH_FROM_ATTEMPT = 3;

    /**
     * A record and its last failure.
     *
     * @param failedAt by {@link System#nanoTime}: if others are stored later, this record is at fault
     * @param alone whether it failed in a statement of its own
     */
    record FailedRecord<R>(R record, SqlFault fault, long failedAt, boolean alone) {}

    /** Records to be tried together. */
    record RetryBatch<R>(List<R> records, long failedAt) {}

    private final int maxBatch;
    private final Deque<FailedRecord<R>> entries = new ArrayDeque<>();

    WaitingRecords(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    void add(List<R> records, SqlFault fault, long failedAt) {
        records.forEach(record -> entries.add(new FailedRecord<>(record, fault, failedAt, records.size() == 1)));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many arriving records may be taken for one statement. */
    int room() {
        return Math.min(maxBatch, BATCHES * maxBatch - entries.size());
    }

    /** An operator's fault if there is one, because it must be reported; otherwise the first fault. */
    SqlFault fault() {
        return entries.stream().map(FailedRecord::fault).filter(fault -> fault.owner() == Owner.OPERATOR).findFirst()
                .orElseGet(() -> entries.getFirst().fault());
    }

    /** When the first of the waiting records failed, by {@link System#nanoTime}. */
    long failedAt() {
        return entries.stream().mapToLong(FailedRecord::failedAt).reduce((one, other) -> one - other < 0 ? one : other).orElse(NEVER);
    }

    /** How many records to try one by one now. */
    int searchLimit(int attempt) {
        boolean useful = entries.size() > 1 && fault().answered();
        if (!useful) {
            return 0;
        }
        return fault().owner() == Owner.OPERATOR ? Math.min(MAX_SEARCHED, entries.size()) : attempt >= SEARCH_FROM_ATTEMPT ? 1 : 0;
    }

    /** Prefers a record that was not tried alone yet: otherwise the same bad record would be tried forever. */
    FailedRecord<R> takeFirst() {
        FailedRecord<R> entry = entries.stream().filter(found -> !found.alone()).findFirst().orElseGet(entries::getFirst);
        entries.removeFirstOccurrence(entry);
        return entry;
    }

    /** Takes all records, to abandon them. */
    List<R> takeAll() {
        List<R> all = entries.stream().map(FailedRecord::record).toList();
        entries.clear();
        return all;
    }

    /** Takes, in batches, the records that did not cause a fault of the database alone. */
    List<RetryBatch<R>> takeBatches() {
        List<FailedRecord<R>> together = entries.stream().filter(entry -> !failedDatabaseAlone(entry)).toList();
        entries.removeIf(entry -> !failedDatabaseAlone(entry));
        List<RetryBatch<R>> batches = new ArrayList<>();
        for (int from = 0; from < together.size(); from += maxBatch) {
            batches.add(batch(together.subList(from, Math.min(together.size(), from + maxBatch))));
        }
        return batches;
    }

    int size() {
        return entries.size();
    }

    /** How many records caused a fault of the database alone. In a batch they would block the others. */
    int countAlone() {
        return (int) entries.stream().filter(WaitingRecords::failedDatabaseAlone).count();
    }

    /** Of these records, takes the one whose last attempt was longest ago. */
    RetryBatch<R> takeAlone() {
        FailedRecord<R> entry = entries.stream().filter(WaitingRecords::failedDatabaseAlone).findFirst().orElseThrow();
        entries.removeFirstOccurrence(entry);
        return new RetryBatch<>(List.of(entry.record()), entry.failedAt());
    }

    /** Evidence that one of them is at fault must be later than the failures of all. */
    private static <R> RetryBatch<R> batch(List<FailedRecord<R>> some) {
        long last = some.get(0).failedAt();
        for (FailedRecord<R> entry : some) {
            last = entry.failedAt() - last > 0 ? entry.failedAt() : last;
        }
        return new RetryBatch<>(some.stream().map(FailedRecord::record).toList(), last);
    }

    private static boolean failedDatabaseAlone(FailedRecord<?> entry) {
        return entry.alone() && entry.fault().owner() == Owner.DATABASE;
    }
}
