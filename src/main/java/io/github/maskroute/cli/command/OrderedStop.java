package io.github.maskroute.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes an ordered stop of SIGINT and SIGTERM while a command works: the JVM ends when the command has. For use by one command. */
public final class OrderedStop implements AutoCloseable {

    /** As long as the drain's. */
    private static final long LIMIT_SECONDS = 28;

    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** @param hurry is run when the stop is wanted, beside the command: what waits is to wait no more */
    public OrderedStop(Runnable hurry) {
        hook = new Thread(() -> {
            wanted.countDown();
            hurry.run();
            awaitEnd();
        }, "maskroute-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean isWanted() {
        return wanted.getCount() == 0;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!isWanted()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It begins just now, and finds the command ended.
            }
        }
    }

    private void awaitEnd() {
        try {
            if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("maskroute: stopped in the midst of the work; run the command again, and it goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
