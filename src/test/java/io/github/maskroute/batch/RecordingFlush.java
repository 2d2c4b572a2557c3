package io.github.maskroute.batch;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Records flushed items. Can hold the first flush until it is released. */
final class RecordingFlush implements NaturalBatcher.Flush<Integer> {

    final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    final Map<Integer, Throwable> failed = new ConcurrentHashMap<>();
    final Map<Integer, Throwable> thrownAt = new ConcurrentHashMap<>();
    volatile boolean interruptsItself;
    volatile boolean beganInterrupted;
    private final CountDownLatch flushing = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void awaitFlush() throws InterruptedException {
        flushing.await();
    }

    List<Integer> items() {
        synchronized (batches) {
            return batches.stream().flatMap(List::stream).toList();
        }
    }

    @Override
    public void flush(List<Integer> batch) throws Exception {
        flushing.countDown();
        beganInterrupted |= Thread.currentThread().isInterrupted();
        if (!interruptsItself) {
            gate.await();
        }
        Throwable thrown = thrownAt.get(batch.get(0));
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof Exception exception) {
            throw exception;
        }
        batches.add(List.copyOf(batch));
        if (interruptsItself) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void failed(List<Integer> batch, Throwable cause) {
        batch.forEach(item -> failed.put(item, cause));
    }

    /** Puts one item into a flush, and two into the queue. */
    void fill(NaturalBatcher<Integer> batcher) throws InterruptedException {
        batcher.add(0);
        awaitFlush();
        batcher.add(1);
        batcher.add(2);
    }

    static boolean add(NaturalBatcher<Integer> batcher, int item) {
        try {
            return batcher.add(item);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    static void awaitBlocked(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
