package io.github.maskroute.outage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks periodically on daemon threads. If a task throws, even an {@code Error}, this is logged and the task runs again. A plain
 * {@code ScheduledExecutorService} would drop it.
 *
 * <p>Safe for use by several threads.
 */
public final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final String name;
    private final Duration patience;
    private final boolean interrupts;
    private final ScheduledExecutorService threads;

    /** Uses one thread, which {@link #close} interrupts. */
    public Ticker(String name) {
        this(name, 1, Duration.ZERO);
    }

    /**
     * Starts nothing yet.
     *
     * @param name of the threads
     * @param threads number of tasks that may run at once
     * @param patience how long {@link #close} waits for running tasks before it interrupts them
     */
    public Ticker(String name, int threads, Duration patience) {
        this(name, threads, patience, true);
    }

    private Ticker(String name, int threads, Duration patience, boolean interrupts) {
        this.name = name;
        this.patience = patience;
        this.interrupts = interrupts;
        this.threads = Executors.newScheduledThreadPool(threads, new DaemonThreads(name));
    }

    /** Uses one thread, for tasks that must not be interrupted: {@link #close} waits for a running one, and then leaves it. */
    public static Ticker ofWholeTasks(String name, Duration patience) {
        return new Ticker(name, 1, patience, false);
    }

    /** Runs the task after one period, and again one period after each end. */
    public void every(Duration period, Runnable task) {
        schedule(period, period, task);
    }

    /** Runs the task at once, and again one period after each end. */
    public void nowAndEvery(Duration period, Runnable task) {
        schedule(Duration.ZERO, period, task);
    }

    private void schedule(Duration delay, Duration period, Runnable task) {
        threads.scheduleWithFixedDelay(() -> run(task), delay.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (!threads.isShutdown()) {
                LOG.error("A task of {} failed and will run again: {}", name, new ExceptionSummary(e));
            }
        }
    }

    /** Starts no further task, waits for running ones for at most {@code patience}, then interrupts them if they may be interrupted. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (interrupts) {
            threads.shutdownNow();
        }
    }
}
