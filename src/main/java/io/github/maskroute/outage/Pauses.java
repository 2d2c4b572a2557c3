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
public final class Pauses {

    private static final long FIRST_MILLIS = 100;

    private final long maxMillis;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param max the longest pause; the first is 0.1 s, and each is twice the one before, less up to a half by chance */
    public Pauses(Duration max) {
        this.maxMillis = max.toMillis();
    }

    /**
     * Waits after a failed attempt.
     *
     * @param attempt 1 after the first failure
     * @return true if it is time for the next attempt, false if there shall be none
     */
    public boolean after(int attempt) {
        long pause = Math.min(maxMillis, FIRST_MILLIS << Math.min(attempt - 1, 20));
        long withJitter = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        try {
            return !stopped.await(withJitter, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
