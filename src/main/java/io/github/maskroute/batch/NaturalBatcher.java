package io.github.maskroute.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers items into batches by itself: a worker takes whatever is pending, up to a maximum, flushes it, and looks
 * again. A quiet source gives batches of one at once; a full queue blocks {@link #add}, which is the back-pressure.
 *
 * <p>A worker whose last batch had more than one item rests as long as its flush took, 5 ms at most, unless a full batch
 * is pending: a flush so quick that little has come meanwhile would make batches small and many.
 *
 * <p>Each item that {@link #add} accepted is given to {@link Flush#flush} exactly once, in order for one worker. Safe
 * for use by several threads.
 *
 * @param <T> an item
 */
public final class NaturalBatcher<T> implements AutoCloseable {

    /** Takes a batch. A batch whose flush throws is handed to {@link #failed}; other batches are not touched. */
    public interface Flush<T> {

        void flush(List<T> batch) throws Exception;

        /** Must not throw. */
        void failed(List<T> batch, Throwable cause);
    }

    private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final int maxBatch;
    private final int capacity;
    private final Flush<T> flush;
    private final List<Thread> workers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition batchFull = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<T> pending = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts the workers.
     *
     * @param name prefix of the workers' thread names
     * @param workers how many batches may be flushed at once, at least 1
     * @param maxBatch items of a batch at most, at least 1
     * @param capacity items that may wait, at least 1
     */
    public NaturalBatcher(String name, int workers, int maxBatch, int capacity, Flush<T> flush) {
        if (workers < 1 || maxBatch < 1 || capacity < 1) {
            throw new IllegalArgumentException("workers, maxBatch and capacity must be at least 1");
        }
        this.maxBatch = maxBatch;
        this.capacity = capacity;
        this.flush = flush;
        for (int i = 1; i <= workers; i++) {
            Thread worker = new Thread(this::work, name + "-" + i);
            worker.setDaemon(true);
            this.workers.add(worker);
        }
        this.workers.forEach(Thread::start);
    }

    /**
     * Adds an item, waiting while the queue is full.
     *
     * @return false, at once, if the batcher is closed: the item was not taken
     * @throws InterruptedException if interrupted while waiting: the item was not taken
     */
    public boolean add(T item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && pending.size() >= capacity) {
                notFull.await();
            }
            if (closed) {
                return false;
            }
            pending.add(item);
            notEmpty.signal();
            if (pending.size() >= maxBatch) {
                batchFull.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further item, flushes what is pending, and returns when the last flush has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            batchFull.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
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

    private void work() {
        long rest = 0;
        for (List<T> batch = take(rest); !batch.isEmpty(); batch = take(rest)) {
            long begin = System.nanoTime();
            try {
                flush.flush(batch);
            } catch (Throwable cause) {
                fail(batch, cause);
            }
            rest = batch.size() == 1 ? 0 : Math.min(System.nanoTime() - begin, MAX_REST_NANOS);
        }
    }

    private void fail(List<T> batch, Throwable cause) {
        try {
            flush.failed(batch, cause);
        } catch (Throwable worse) {
            // Out of memory, say. Without its worker the batcher would block its producers for ever.
        }
    }

    /** The next batch; empty when closed and drained. An interrupt ends no worker: its items would wait for ever. */
    private List<T> take(long restNanos) {
        lock.lock();
        try {
            rest(restNanos);
            while (pending.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            List<T> batch = new ArrayList<>(Math.min(maxBatch, pending.size()));
            while (batch.size() < maxBatch && !pending.isEmpty()) {
                batch.add(pending.remove());
            }
            notFull.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void rest(long nanos) {
        long left = nanos;
        try {
            while (left > 0 && pending.size() < maxBatch && !closed) {
                left = batchFull.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
