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
 * Hands the lines of sources to a feed, by several threads, and never more at a time than a bound: that is all that is in memory.
 *
 * <p>Started once. A line that the feed fails on, and that is at no fault of its own, is written down like a reject and left for the next
 * run. Safe for use by several threads.
 */
public final class Loader implements AutoCloseable {

    /** Reason of a line that is neither stored nor rejected. */
    public static final String LEFT = "left";

    private static final Rejection NOT_UTF_8 =
            new Rejection(Rejection.Reason.NOT_JSON, "the line is not UTF-8; convert the file, for example with iconv");

    private final PendingLines unread;
    private final SentAt sentAt;
    private final Rejects rejects;
    private final LineConsumer feed;
    private final int threads;
    private final int bound;
    private final Semaphore room;
    private final CountDownLatch readers;
    private final AtomicLong lines = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * @param sentAt when their events were sent
     * @param stored what the ledger has already
     * @param rejects takes what the feed does not see; what the feed rejects it writes down itself
     * @param threads that read and mask
     * @param bound lines in hand at most
     */
    public Loader(Iterator<Source> sources, SentAt sentAt, StoredLineLookup stored, Rejects rejects, LineConsumer feed, int threads, int bound) {
        this.sentAt = sentAt;
        this.unread = new PendingLines(sources, stored, rejects);
        this.rejects = rejects;
        this.feed = feed;
        this.threads = threads;
        this.bound = bound;
        this.room = new Semaphore(bound);
        this.readers = new CountDownLatch(threads);
    }

    /**
     * How far a load is.
     *
     * @param bytes of the sources, as they are stored
     * @param lines that were handed to the feed, or rejected before
     * @param passedBy lines that the ledger had when it was asked
     */
    public record Progress(long bytes, long lines, long passedBy) {}

    /** Begins. */
    public void start() {
        for (int i = 1; i <= threads; i++) {
            // Standard input may hold it for ever.
            DaemonThreads.start("maskroute-load-" + i, this::read);
        }
    }

    /**
     * Waits until every line is settled, or, after a stop, not at all; after a failure until all that was read is in hand.
     *
     * @return false if the time is over
     */
    public boolean await(long millis) throws InterruptedException {
        return (stopped && failure.get() == null) || (readers.await(millis, TimeUnit.MILLISECONDS)
                && (stopped || room.tryAcquire(bound, millis, TimeUnit.MILLISECONDS)));
    }

    /**
     * Says why it ended early, if it did so by itself.
     *
     * @throws UnreadableSourceException if a source cannot be read
     * @throws IOException if rejects cannot be written down
     * @throws SQLException if the database refuses to say what it has
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

    /** Reads no further line. Those in hand are settled by the feed. */
    public void stop() {
        stopped = true;
    }

    public Progress progress() {
        return new Progress(unread.bytes(), lines.get(), unread.passedBy());
    }

    @Override
    public void close() throws IOException {
        stop();
        if (readers.getCount() == 0) {
            unread.close();
        }
    }

    private void read() {
        try {
            while (!stopped && takeNext()) {
                // The bound holds it where it must wait.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException | RuntimeException e) {
            fail(e);
        } catch (Error e) {
            // Else the others would find nothing more to read, and the load would seem to be at its end.
            fail(new IllegalStateException("the load broke off (" + e.getClass().getName() + ")"));
        } finally {
            readers.countDown();
        }
    }

    /** @return false after the last line */
    private boolean takeNext() throws IOException, SQLException, InterruptedException {
        room.acquire();
        PendingLines.Named named = null;
        try {
            named = stopped ? null : unread.next();
        } finally {
            if (named == null) {
                room.release();
            }
        }
        if (named == null) {
            return false;
        }
        lines.incrementAndGet();
        hand(named);
        return true;
    }

    private void hand(PendingLines.Named named) throws IOException {
        Line line = named.line();
        try {
            if (line.text() == null) {
                throw new RejectedException(NOT_UTF_8);
            }
            feed.take(line, named.id(), sentAt.timeOf(line.text()), left -> settled(line, left));
        } catch (RejectedException e) {
            rejects.write(line, e.rejection().reason().code(), e.rejection().detail());
            room.release();
        }
    }

    /** What a stop leaves is no matter of the line. */
    private void settled(Line line, Optional<String> left) {
        try {
            if (left.isPresent() && !stopped) {
                rejects.write(line, LEFT, left.get());
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            room.release();
        }
    }

    private void fail(Exception cause) {
        failure.compareAndSet(null, cause);
        stop();
    }
}
