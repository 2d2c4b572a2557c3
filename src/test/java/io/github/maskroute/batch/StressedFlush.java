package io.github.maskroute.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Flushes slowly, fails in all ways, also in {@code failed}, and records what it sees. */
final class StressedFlush implements NaturalBatcher.Flush<StressItem> {

    final List<StressItem> flushed = Collections.synchronizedList(new ArrayList<>());
    final List<StressItem> failed = Collections.synchronizedList(new ArrayList<>());
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();

    /** Items of flushes that threw, and that have not failed yet. */
    private final Set<StressItem> thrown = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<Throwable> seen = new ConcurrentLinkedQueue<>();
    private final Random random;
    private final int maxBatch;

    StressedFlush(long seed, int maxBatch) {
        this.random = new Random(seed);
        this.maxBatch = maxBatch;
    }

    void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    @Override
    public void flush(List<StressItem> batch) throws Exception {
        expect(!batch.isEmpty() && batch.size() <= maxBatch, "a batch has a wrong size");
        expect(new HashSet<>(batch).size() == batch.size(), "an item is twice in a batch");
        threads.add(Thread.currentThread());
        underWay.incrementAndGet();
        taken.addAndGet(batch.size());
        LockSupport.parkNanos(random.nextInt(300_000));
        if (random.nextInt(10) == 0) {
            Thread.currentThread().interrupt();
        }
        if (random.nextInt(4) == 0) {
            thrown.addAll(batch);
            fail();
        }
        flushed.addAll(batch);
        underWay.decrementAndGet();
    }

    @Override
    public void failed(List<StressItem> batch, Throwable cause) {
        expect(seen.contains(cause), "failed was called with an unknown exception");
        for (StressItem item : List.copyOf(batch)) {
            if (random.nextInt(100) == 0) {
                throw new OutOfMemoryError("simulated in failed");
            }
            if (thrown.remove(item)) {
                failed.add(item);
            }
        }
        expect(failed.containsAll(batch), "failed was called with items of another flush");
        underWay.decrementAndGet();
    }

    private void fail() throws Exception {
        Throwable thrownNow = switch (random.nextInt(4)) {
            case 0 -> new OutOfMemoryError("simulated");
            case 1 -> new StackOverflowError();
            case 2 -> new NoClassDefFoundError();
            default -> new IllegalStateException();
        };
        seen.add(thrownNow);
        if (thrownNow instanceof Error error) {
            throw error;
        }
        throw (Exception) thrownNow;
    }
}
