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
 * Threads that wait for a dead-letter queue in place of pollers and writer, until so many letters wait. Each queue has its own,
 * so that one that is away holds up no letters for others.
 *
 * <p>Those that Camel makes for a route it ends with the route, and what waits for one of them is forgotten: neither done nor
 * failed, its message stays hidden. These outlive it; each ends after a minute without work. Safe for use by several threads.
 */
public final class LetterThreads extends AsyncProcessorSupport {

    private static final int WAITING = 200;

    private final int threads;
    private final Map<String, Executor> queues = new ConcurrentHashMap<>();

    /** @param threads letters that may be under way at once, to each queue */
    public LetterThreads(int threads) {
        this.threads = threads;
    }

    /** Lets the exchange go on, on such a thread. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        queues.computeIfAbsent(exchange.getProperty(PolledQueues.DEAD_LETTERS, "", String.class), queue -> executor())
                .execute(() -> callback.done(false));
        return false;
    }

    private Executor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING),
                new DaemonThreads("maskroute-dead-letters"), new ThreadPoolExecutor.CallerRunsPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
