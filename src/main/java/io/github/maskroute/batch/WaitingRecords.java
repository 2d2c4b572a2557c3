package io.github.maskroute.batch;

import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.SqlFault.Owner;
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

    /** Of a record that has not failed: later than everything. */
    static final long NEVER = Long.MAX_VALUE;

    /** Enough to pass by a long run of bad records, and not so many that a drain hides the whole queue from others. */
    private static final int BATCHES = 10;

    /** Records tried one by one at a time, to find one that is stored. A refusal costs the server next to nothing. */
    private static final int SEARCHED = 32;

    /** The third attempt: by then a deadlock or a short lock is over, and one record may keep the others waiting. */
    static final int SEARCH_FROM_ATTEMPT = 3;

    /**
     * @param failedAt by {@link System#nanoTime}: others that are stored later show that this record is at fault
     * @param alone whether it failed in a statement of its own
     */
    record Entry<R>(R record, SqlFault fault, long failedAt, boolean alone) {}

    /** Records to be tried together. */
    record Part<R>(List<R> records, long failedAt) {}

    private final int maxBatch;
    private final Deque<Entry<R>> entries = new ArrayDeque<>();

    WaitingRecords(int maxBatch) {
        this.maxBatch = maxBatch;
    }

    void add(List<R> records, SqlFault fault, long failedAt) {
        records.forEach(record -> entries.add(new Entry<>(record, fault, failedAt, records.size() == 1)));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many others may come, for one statement. */
    int room() {
        return Math.min(maxBatch, BATCHES * maxBatch - entries.size());
    }

    /** An operator's fault if there is one, as somebody must hear of it; or else the first. */
    SqlFault fault() {
        return entries.stream().map(Entry::fault).filter(fault -> fault.owner() == Owner.OPERATOR).findFirst()
                .orElseGet(() -> entries.getFirst().fault());
    }

    /** When the first of those that wait failed, as {@link System#nanoTime} has it. */
    long failedAt() {
        return entries.stream().mapToLong(Entry::failedAt).reduce((one, other) -> one - other < 0 ? one : other).orElse(NEVER);
    }

    /** How many are to be tried one by one now. */
    int searchLimit(int attempt) {
        boolean useful = entries.size() > 1 && fault().answered();
        return !useful ? 0 : fault().owner() == Owner.OPERATOR ? Math.min(SEARCHED, entries.size()) : attempt >= SEARCH_FROM_ATTEMPT ? 1 : 0;
    }

    /** One that was not tried alone yet, if there is one: else the same bad one would be tried for ever. */
    Entry<R> takeFirst() {
        Entry<R> entry = entries.stream().filter(found -> !found.alone()).findFirst().orElseGet(entries::getFirst);
        entries.removeFirstOccurrence(entry);
        return entry;
    }

    /** All of them, to be given up. */
    List<R> takeAll() {
        List<R> all = entries.stream().map(Entry::record).toList();
        entries.clear();
        return all;
    }

    /** Those that the database's trouble does not keep alone, in batches. */
    List<Part<R>> takeParts() {
        List<Entry<R>> together = entries.stream().filter(entry -> !isTroubleOfItsOwn(entry)).toList();
        entries.removeIf(entry -> !isTroubleOfItsOwn(entry));
        List<Part<R>> parts = new ArrayList<>();
        for (int from = 0; from < together.size(); from += maxBatch) {
            parts.add(part(together.subList(from, Math.min(together.size(), from + maxBatch))));
        }
        return parts;
    }

    int size() {
        return entries.size();
    }

    /** How many the database's trouble keeps alone: with others in a batch they would keep those, too. */
    int countAlone() {
        return (int) entries.stream().filter(WaitingRecords::isTroubleOfItsOwn).count();
    }

    /** That which was tried longest ago of these. */
    Part<R> takeAlone() {
        Entry<R> entry = entries.stream().filter(WaitingRecords::isTroubleOfItsOwn).findFirst().orElseThrow();
        entries.removeFirstOccurrence(entry);
        return new Part<>(List.of(entry.record()), entry.failedAt());
    }

    /** What shows that one of them is at fault must be later than the failures of all. */
    private static <R> Part<R> part(List<Entry<R>> some) {
        long last = some.get(0).failedAt();
        for (Entry<R> entry : some) {
            last = entry.failedAt() - last > 0 ? entry.failedAt() : last;
        }
        return new Part<>(some.stream().map(Entry::record).toList(), last);
    }

    private static boolean isTroubleOfItsOwn(Entry<?> entry) {
        return entry.alone() && entry.fault().owner() == Owner.DATABASE;
    }
}
