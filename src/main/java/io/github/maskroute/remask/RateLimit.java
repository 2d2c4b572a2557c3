package io.github.maskroute.remask;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps to a number of rows in a second, by waiting. Time lost elsewhere is not made up for: after an outage the database
 * gets no more than before. For one thread.
 */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int rowsPerSecond;
    private long due = System.nanoTime();

    /** @param rowsPerSecond 0 for no limit */
    RateLimit(int rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Waits until more rows may follow these. */
    void after(long rows) {
        if (rowsPerSecond > 0) {
            due = Math.max(due, System.nanoTime() - SECOND) + rows * SECOND / rowsPerSecond;
            waitUntil(due);
        }
    }

    /** Waits for a moment of {@link System#nanoTime}; not if the thread is interrupted. */
    static void waitUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0 && !Thread.currentThread().isInterrupted();
                left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
