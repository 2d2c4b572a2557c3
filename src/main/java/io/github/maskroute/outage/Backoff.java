package io.github.maskroute.outage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Growing pauses between attempts, each cut short for good by {@link #stop}.
 *
 * <p>Safe for use by several threads; each thread counts its own attempts.
 */
public final class Backoff {

    private static final long FIRST_MILLIS = 100;

    private final long maxMillis;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param max the longest pause; the first is 0.1 s, and each is twice the one before, less up to a half by chance */
    public Backoff(Duration max) {
        this.maxMillis = max.toMillis();
    }

    /**
     * Waits after a failed attempt.
     *
     * @param attempt 1 after the first failure
     * @return true if it is time for the next attempt, false if there shall be none
     */
    public boolean after(int attempt) {
        return begin(attempt).await();
    }

    /** Begins the pause after a failed attempt, for a thread that has something else to do meanwhile. */
    public Pause begin(int attempt) {
        long pause = Math.min(maxMillis, FIRST_MILLIS << Math.min(attempt - 1, 20));
        long withJitter = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        return new Pause(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withJitter));
    }

    /** A pause under way. For one thread. */
    public final class Pause {

        private final long end;

        private Pause(long end) {
            this.end = end;
        }

        /** Whether it is time for the next attempt, or nobody is to make one. */
        public boolean isOver() {
            return isStopped() || Thread.currentThread().isInterrupted() || end - System.nanoTime() <= 0;
        }

        /**
         * Waits for the end, or not quite so long.
         *
         * @param millis at most
         * @return false if there is to be no further attempt
         */
        public boolean await(long millis) {
            try {
                long nanos = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), end - System.nanoTime());
                return !stopped.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private boolean await() {
            return await(maxMillis);
        }
    }

    /** Ends all pauses, now and later. */
    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
