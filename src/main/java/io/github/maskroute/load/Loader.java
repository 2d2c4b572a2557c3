package io.github.maskroute.load;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.outage.DaemonThreads;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Passes the lines of sources to a consumer on several threads. The number of lines in flight, and so in memory, is bounded.
 *
 * <p>Can be started once. If the consumer fails for a reason other than the line, the line is recorded like a reject and left for the next
 * run. Thread-safe.
 */
public final class Loader implements AutoCloseable {

    /** Reason of a line that is neither stored nor rejected. */
    public static final String LEFT = "left";

    private static final Rejection NOT_UTF_8 =
            new Rejection(Rejection.Reason.NOT_JSON, "the line is not UTF-8; convert the file, for example with iconv");

    private final PendingLines pending;
    private final SentAt sentAt;
    private final Rejects rejects;
    private final LineConsumer consumer;
    private final int threads;
    private final int maxInFlight;
    private final Semaphore permits;
    private final CountDownLatch readers;
    private final AtomicLong lines = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * @param sentAt when the events were sent
     * @param stored finds the lines that the ledger already has
     * @param rejects records the lines that do not reach the consumer; the consumer records those that it rejects
     * @param threads number of threads that read and mask
     * @param maxInFlight maximum number of lines in flight
     */
    public Loader(Iterator<Source> sources, SentAt sentAt, StoredLineLookup stored, Rejects rejects, LineConsumer consumer, int threads,
            int maxInFlight) {
        this.sentAt = sentAt;
        this.pending = new PendingLines(sources, stored, rejects);
        this.rejects = rejects;
        this.consumer = consumer;
        this.threads = threads;
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
        this.readers = new CountDownLatch(threads);
    }

    /**
     * The progress of a load.
     *
     * @param bytes read from the sources, as they are stored
     * @param lines that were passed to the consumer, or rejected before that
     * @param passedBy lines that were skipped because the ledger already had them
     */
    public record Progress(long bytes, long lines, long passedBy) {}

    /** Starts the threads. */
    public void start() {
        for (int i = 1; i <= threads; i++) {
            // A daemon, because a read of standard input can block forever.
            DaemonThreads.start("maskroute-load-" + i, this::read);
        }
    }

    /**
     * Waits until every line is settled. After a failure it waits only until all threads have stopped reading, and after a stop not at all.
     *
     * @return false if the time has elapsed
     */
    public boolean await(long millis) throws InterruptedException {
        return (stopped && failure.get() == null) || (readers.await(millis, TimeUnit.MILLISECONDS)
                && (stopped || permits.tryAcquire(maxInFlight, millis, TimeUnit.MILLISECONDS)));
    }

    /**
     * Throws the failure that ended the load early, if there is one.
     *
     * @throws UnreadableSourceException if a source cannot be read
     * @throws IOException if rejects cannot be written
     * @throws SQLException if the database refuses to read the ledger
     */
    public void check() throws IOException, SQLException {
        Exception thrown = failure.get();
        if (thrown instanceof IOException io) {
            throw io;
        } else if (thrown instanceof SQLException sql) {
            throw sql;
        } else if (thrown instanceof RuntimeException unexpected) {
            throw unexpected;
        }
    }

    /** Reads no more lines. The consumer settles those in flight. */
    public void stop() {
        stopped = true;
    }

    public Progress progress() {
        return new Progress(pending.bytes(), lines.get(), pending.passedBy());
    }

    @Override
    public void close() throws IOException {
        stop();
        if (readers.getCount() == 0) {
            pending.close();
        }
    }

    private void read() {
        try {
            while (!stopped && takeNext()) {
                // takeNext() blocks while too many lines are in flight.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException | RuntimeException e) {
            fail(e);
        } catch (Error e) {
            // Otherwise the other threads would reach the end, and the load would look complete.
            fail(new IllegalStateException("the load failed (" + e.getClass().getName() + ")"));
        } finally {
            readers.countDown();
        }
    }

    /** @return false after the last line */
    private boolean takeNext() throws IOException, SQLException, InterruptedException {
        permits.acquire();
        PendingLines.IdentifiedLine next = null;
        try {
            next = stopped ? null : pending.next();
        } finally {
            if (next == null) {
                permits.release();
            }
        }
        if (next == null) {
            return false;
        }
        lines.incrementAndGet();
        pass(next);
        return true;
    }

    private void pass(PendingLines.IdentifiedLine next) throws IOException {
        Line line = next.line();
        try {
            if (line.text() == null) {
                throw new RejectedException(NOT_UTF_8);
            }
            consumer.take(line, next.id(), sentAt.timeOf(line.text()), left -> settled(line, left));
        } catch (RejectedException e) {
            rejects.write(line, e.rejection().reason().code(), e.rejection().detail());
            permits.release();
        }
    }

    /** A line that is left because of a stop is not recorded. */
    private void settled(Line line, Optional<String> left) {
        try {
            if (left.isPresent() && !stopped) {
                rejects.write(line, LEFT, left.get());
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            permits.release();
        }
    }

    private void fail(Exception cause) {
        failure.compareAndSet(null, cause);
        stop();
    }
}
