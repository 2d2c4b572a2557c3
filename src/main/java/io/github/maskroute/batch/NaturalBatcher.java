package io.github.maskroute.batch;

import io.github.maskroute.outage.DaemonThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Batches items naturally: a worker takes the pending items, up to a maximum, flushes them, and repeats. A slow source gives batches of one
 * without delay. A full queue blocks {@link #add}, which is the back-pressure.
 *
 * <p>A worker whose last batch had more than one item rests as long as its flush took, 5 ms at most, unless a full batch is pending.
 * Without the rest, a quick flush would lead to many small batches.
 *
 * <p>Each item that {@link #add} accepted is passed to {@link Flush#flush} exactly once, in order if there is one worker. This holds even
 * when memory runs out: after the constructor nothing here allocates or loads a class. The queues and locks of
 * {@code java.util.concurrent} allocate when a thread has to wait; this class therefore uses a monitor and an array. See
 * docs/decisions/0001-natural-batching.md. Safe for use by several threads.
 *
 * @param <T> an item
 */
public final class NaturalBatcher<T> implements AutoCloseable {

    /**
     * Processes a batch. A batch whose flush throws is passed to {@link #failed}; other batches are not affected. The batcher owns the list
     * and clears it afterwards. No thread is interrupted when it begins a flush.
     */
    public interface Flush<T> {

        void flush(List<T> batch) throws Exception;

        /** Is called again for half a second if it throws, for example an {@code OutOfMemoryError}: some items may be handled by then. */
        void failed(List<T> batch, Throwable cause);
    }

    private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FAILING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FAILING_PAUSE_MILLIS = 10;

    private final int maxBatch;
    private final int capacity;
    private final Flush<T> flush;
    private final List<Thread> workers = new ArrayList<>();

    private final Object lock = new Object();
    private final Queue<T> pending;
    private boolean closed;

    /**
     * Starts the workers.
     *
     * @param name prefix of the workers' thread names
     * @param workers how many batches may be flushed at once, at least 1
     * @param maxBatch maximum number of items in a batch, at least 1
     * @param capacity maximum number of pending items, at least 1
     */
    public NaturalBatcher(String name, int workers, int maxBatch, int capacity, Flush<T> flush) {
        if (workers < 1 || maxBatch < 1 || capacity < 1) {
            throw new IllegalArgumentException("workers, maxBatch and capacity must be at least 1");
        }
        this.maxBatch = maxBatch;
        this.capacity = capacity;
        this.flush = flush;
        this.pending = new ArrayDeque<>(capacity);
        for (int i = 1; i <= workers; i++) {
            List<T> batch = new ArrayList<>(maxBatch);
            this.workers.add(new DaemonThreads(name + "-" + i).newThread(() -> work(batch)));
        }
        this.workers.forEach(Thread::start);
    }

    /**
     * Adds an item. Waits while the queue is full.
     *
     * @return false if the batcher is closed: the item was not added
     * @throws InterruptedException if interrupted while waiting: the item was not added
     */
    public boolean add(T item) throws InterruptedException {
        synchronized (lock) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            while (!closed && pending.size() >= capacity) {
                lock.wait();
            }
            if (closed) {
                return false;
            }
            if (pending.isEmpty() || pending.size() + 1 == maxBatch) {
                lock.notifyAll();
            }
            pending.add(item);
            return true;
        }
    }

    /**
     * Takes pending items for a flush that is in progress and waits for something. The caller owns them: this batcher neither flushes them
     * nor calls {@link Flush#failed} for them.
     *
     * @param max maximum number of items
     */
    public List<T> takePending(int max) {
        List<T> items = new ArrayList<>(max);
        synchronized (lock) {
            fill(items, max);
        }
        return items;
    }

    /** Accepts no further items, flushes the pending ones, and returns when the last flush has ended. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            interrupted |= joinUninterruptibly(worker);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joinUninterruptibly(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void work(List<T> batch) {
        long flushNanos = 0;
        while (take(batch, flushNanos)) {
            long begin = System.nanoTime();
            try {
                flush.flush(batch);
            } catch (Throwable cause) {
                fail(batch, cause);
            }
            flushNanos = batch.size() == 1 ? 0 : System.nanoTime() - begin;
            batch.clear();
        }
    }

    private void fail(List<T> batch, Throwable cause) {
        long begin = System.nanoTime();
        do {
            try {
                flush.failed(batch, cause);
                return;
            } catch (Throwable worse) {
                synchronized (lock) {
                    pause(FAILING_PAUSE_MILLIS);
                }
            }
        } while (System.nanoTime() - begin < FAILING_NANOS);
    }

    /** Fills the batch. @return false if closed and empty */
    private boolean take(List<T> batch, long flushNanos) {
        synchronized (lock) {
            rest(flushNanos);
            while (pending.isEmpty() && !closed) {
                pause(0);
            }
            fill(batch, maxBatch);
        }
        // The interrupt was meant for the previous flush. If it stayed, it would end every wait of all later flushes.
        Thread.interrupted();
        return !batch.isEmpty();
    }

    private void fill(List<T> items, int max) {
        if (pending.size() >= capacity) {
            lock.notifyAll();
        }
        while (items.size() < max && !pending.isEmpty()) {
            items.add(pending.remove());
        }
    }

    private void rest(long flushNanos) {
        long nanos = flushNanos < MAX_REST_NANOS ? flushNanos : MAX_REST_NANOS;
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && pending.size() < maxBatch && !closed; left = end - System.nanoTime()) {
            pause(1 + TimeUnit.NANOSECONDS.toMillis(left - 1));
        }
    }

    /** @param millis 0 for no limit */
    private void pause(long millis) {
        try {
            lock.wait(millis);
        } catch (InterruptedException | OutOfMemoryError e) {
            // The caller checks its condition again. Without memory for an InterruptedException the JVM throws an OutOfMemoryError.
        }
    }
}
