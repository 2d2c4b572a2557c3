package io.github.maskroute.camel;

import io.github.maskroute.outage.DaemonThreads;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Continues exchanges on threads of their own, so that a slow dead-letter queue blocks neither pollers nor the writer. When
 * {@value #MAX_WAITING} letters are waiting, the caller's thread continues its exchange itself. Each queue has its own threads, so
 * that an unavailable queue delays no letters to others.
 *
 * <p>Camel's own thread pools end with their route and drop waiting exchanges: such an exchange neither completes nor fails, and
 * its message stays invisible. These threads outlive the route; each ends after a minute without work. Safe for use by several
 * threads.
 */
public final class LetterThreads extends AsyncProcessorSupport {

    private static final int MAX_WAITING = 200;

    private final int threads;
    private final Map<String, Executor> queues = new ConcurrentHashMap<>();

    /** @param threads maximum number of letters sent to one queue at the same time */
    public LetterThreads(int threads) {
        this.threads = threads;
    }

    /** Continues the exchange on a thread for its dead-letter queue. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        queues.computeIfAbsent(exchange.getProperty(PolledQueues.DEAD_LETTERS, "", String.class), queue -> executor())
                .execute(() -> callback.done(false));
        return false;
    }

    private Executor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING),
                new DaemonThreads("maskroute-dead-letters"), new ThreadPoolExecutor.CallerRunsPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
