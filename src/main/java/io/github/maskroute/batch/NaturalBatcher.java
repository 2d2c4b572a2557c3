package io.github.maskroute.batch;

import io.github.maskroute.outage.DaemonThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Gathers items into batches by itself: a worker takes whatever is pending, up to a maximum, flushes it, and looks
 * again. A quiet source gives batches of one at once; a full queue blocks {@link #add}, which is the back-pressure.
 *
 * <p>A worker whose last batch had more than one item rests as long as its flush took, 5 ms at most, unless a full batch
 * is pending: a flush so quick that little has come meanwhile would make batches small and many.
 *
 * <p>Each item that {@link #add} accepted is given to {@link Flush#flush} exactly once, in order for one worker. No lack
 * of memory changes that: from the constructor on nothing here allocates or loads a class, neither queue nor batch nor
 * lock, as those of {@code java.util.concurrent} do when a thread has to wait. Safe for use by several threads.
 *
 * @param <T> an item
 */
public final class NaturalBatcher<T> implements AutoCloseable {

    /**
     * Takes a batch. A batch whose flush throws is handed to {@link #failed}; other batches are not touched. The list is
     * the batcher's, which empties it afterwards. No thread begins a flush interrupted.
     */
    public interface Flush<T> {

        void flush(List<T> batch) throws Exception;

        /** Is tried again for half a second if it throws, for want of memory say: some items may have been told by then. */
        void failed(List<T> batch, Throwable cause);
    }

    private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TELLING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long TELLING_PAUSE_MILLIS = 10;

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
        this.pending = new ArrayDeque<>(capacity);
        for (int i = 1; i <= workers; i++) {
            List<T> batch = new ArrayList<>(maxBatch);
            this.workers.add(new DaemonThreads(name + "-" + i).newThread(() -> work(batch)));
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
     * Takes pending items for a flush that is under way, and that waits for something. They are the caller's: this batcher neither
     * flushes them nor calls {@link Flush#failed} for them.
     *
     * @param max items at most
     */
    public List<T> takePending(int max) {
        List<T> items = new ArrayList<>(max);
        synchronized (lock) {
            fill(items, max);
        }
        return items;
    }

    /** Takes no further item, flushes what is pending, and returns when the last flush has ended. */
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
                    pause(TELLING_PAUSE_MILLIS);
                }
            }
        } while (System.nanoTime() - begin < TELLING_NANOS);
    }

    /** Fills the batch; false when closed and drained. */
    private boolean take(List<T> batch, long flushNanos) {
        synchronized (lock) {
            rest(flushNanos);
            while (pending.isEmpty() && !closed) {
                pause(0);
            }
            fill(batch, maxBatch);
        }
        // It was meant for the flush before; left standing, it would end every wait of all flushes to come.
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
            // The caller looks again. Without room for the one the JVM throws the other.
        }
    }
}
