package io.github.maskroute.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns SIGINT and SIGTERM into an ordered stop of a command: the JVM ends after the command has ended. For use by one command. */
final class OrderedStop implements AutoCloseable {

    /** The same limit as the drain's. */
    private static final long LIMIT_SECONDS = 28;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /** @param interrupter runs on the signal, in another thread than the command; ends the command's waits */
    OrderedStop(Runnable interrupter) {
        hook = new Thread(() -> {
            requested.countDown();
            interrupter.run();
            awaitEnd();
        }, "maskroute-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!isRequested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is shutting down. The hook finds the command ended.
            }
        }
    }

    private void awaitEnd() {
        try {
            if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("maskroute: stopped before the command had ended; run the command again to continue");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
