package io.github.maskroute.observe;

import io.github.maskroute.outage.ExceptionSummary;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at services again and again; to be closed before what they look at. Safe for use by several threads. */
public final class Probes implements AutoCloseable {

    /** For a look under way when the program stops; one that waits for a service that is away may take longer. */
    private static final int PATIENCE_SECONDS = 2;

    private final Logger log = LoggerFactory.getLogger(Probes.class);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, task -> {
        Thread thread = new Thread(task, "maskroute-probe");
        thread.setDaemon(true);
        return thread;
    });

    /** Does that again and again, a number of seconds after the end of the last time. */
    public void every(int seconds, Runnable task) {
        threads.scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                if (!threads.isShutdown()) {
                    log.error("A look at the drain failed: {}", new ExceptionSummary(e));
                }
            }
        }, 0, seconds, TimeUnit.SECONDS);
    }

    /** Begins no look any more, and lets those under way end: an interrupted one would be taken for an outage. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
