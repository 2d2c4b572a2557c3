package io.github.maskroute.camel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that wait for the dead-letter queue in place of pollers and writer, until so many letters wait.
 *
 * <p>Those that Camel makes for a route it ends with the route, and what waits for one of them is forgotten: neither done nor
 * failed, its message stays hidden. These outlive it; each ends after a minute without work. Safe for use by several threads.
 */
public final class LetterThreads extends ThreadPoolExecutor {

    private static final int WAITING = 200;

    /** @param threads letters that may be under way at once */
    public LetterThreads(int threads) {
        super(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
            Thread thread = new Thread(task, "maskroute-dead-letters");
            thread.setDaemon(true);
            return thread;
        }, new CallerRunsPolicy());
        allowCoreThreadTimeOut(true);
    }
}
