package io.github.maskroute.load;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all sources, one after another, without those that the ledger has. Safe for use by several threads; the figures may be
 * asked for while others wait for a line.
 */
final class PendingLines implements Closeable {

    /** A line and the id by which the ledger knows it. */
    record Named(Line line, UUID id) {}

    private final Iterator<Source> left;
    private final StoredLineLookup stored;
    private final Rejects rejects;

    private @Nullable LineReader reader;
    private LineIds ids = LineIds.of("");
    private BitSet window = new BitSet();
    private long windowBegin;
    private boolean broken;
    private volatile long bytesOfEnded;
    private volatile long bytesOfThis;
    private volatile long passedBy;

    PendingLines(Iterator<Source> sources, StoredLineLookup stored, Rejects rejects) {
        this.left = sources;
        this.stored = stored;
        this.rejects = rejects;
    }

    /**
     * The next line.
     *
     * @return null after the last line of the last source, or after a failure
     * @throws UnreadableSourceException if it cannot be read
     * @throws IOException if the rejects of an earlier run cannot be deleted
     * @throws SQLException if the database refuses to say what it has
     */
    synchronized @Nullable Named next() throws IOException, SQLException {
        if (broken) {
            return null;
        }
        // Until the opposite is shown: what is read after a failure may begin in the midst of a line.
        broken = true;
        Named next = unread();
        broken = false;
        return next;
    }

    /** Bytes that were read so far, as they are stored. */
    long bytes() {
        return bytesOfEnded + bytesOfThis;
    }

    /** Lines that the ledger has. */
    long passedBy() {
        return passedBy;
    }

    @Override
    public synchronized void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private @Nullable Named unread() throws IOException, SQLException {
        while (reader != null || left.hasNext()) {
            LineReader open = reader == null ? begin(left.next()) : reader;
            Line line = open.next();
            bytesOfThis = open.bytes();
            if (line == null) {
                end(open);
            } else if (isStored(line.number())) {
                passedBy++;
            } else {
                return new Named(line, ids.id(line.number()));
            }
        }
        return null;
    }

    private LineReader begin(Source source) throws IOException {
        rejects.begin(source);
        ids = LineIds.of(source.name());
        windowBegin = -1;
        LineReader opened = new LineReader(source);
        reader = opened;
        return opened;
    }

    private void end(LineReader ended) throws IOException {
        ended.close();
        reader = null;
        bytesOfEnded += bytesOfThis;
        bytesOfThis = 0;
    }

    private boolean isStored(long number) throws SQLException {
        long begin = number - number % StoredLineLookup.WINDOW;
        if (begin != windowBegin) {
            window = stored.window(ids, begin);
            windowBegin = begin;
        }
        return window.get((int) (number - begin));
    }
}
