package io.github.maskroute.outage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Exponential backoff between attempts. {@link #stop} ends all pauses for good.
 *
 * <p>Safe for use by several threads; each thread counts its own attempts.
 */
public final class Backoff {

    private static final long FIRST_MILLIS = 100;

    private final long maxMillis;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param max the longest delay; the first is 0.1 s, each is twice the previous one, and jitter shortens it by up to a half */
    public Backoff(Duration max) {
        this.maxMillis = max.toMillis();
    }

    /** Allows no second attempt. */
    public static Backoff none() {
        Backoff none = new Backoff(Duration.ZERO);
        none.stop();
        return none;
    }

    /**
     * Waits after a failed attempt.
     *
     * @param attempt 1 after the first failure
     * @return true for the next attempt, false if there must be none
     */
    public boolean after(int attempt) {
        return begin(attempt).await();
    }

    /** Begins the delay after a failed attempt, for a thread that has other work meanwhile. */
    public Delay begin(int attempt) {
        long delay = Math.min(maxMillis, FIRST_MILLIS << Math.min(attempt - 1, 20));
        long withJitter = delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
        return new Delay(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withJitter));
    }

    /** A delay that has begun. For one thread. */
    public final class Delay {

        private final long end;

        private Delay(long end) {
            this.end = end;
        }

        /** Whether it is time for the next attempt, or there must be none. */
        public boolean isOver() {
            return isStopped() || Thread.currentThread().isInterrupted() || end - System.nanoTime() <= 0;
        }

        /**
         * Waits for the end of the delay, at most for the given time.
         *
         * @return false if there must be no further attempt
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

    /** Ends all present and future pauses. */
    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
