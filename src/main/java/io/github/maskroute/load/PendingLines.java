package io.github.maskroute.load;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all sources in order, without those that the ledger already has. Thread-safe. The counts can be read while other threads
 * wait for a line.
 */
final class PendingLines implements Closeable {

    /** A line and its id in the ledger. */
    record IdentifiedLine(Line line, UUID id) {}

    private final Iterator<Source> sources;
    private final StoredLineLookup stored;
    private final Rejects rejects;

    private @Nullable LineReader reader;
    private LineIds ids = LineIds.of("");
    private BitSet window = new BitSet();
    private long windowBegin;
    private boolean failed;
    private volatile long bytesOfPrevious;
    private volatile long bytesOfCurrent;
    private volatile long passedBy;

    PendingLines(Iterator<Source> sources, StoredLineLookup stored, Rejects rejects) {
        this.sources = sources;
        this.stored = stored;
        this.rejects = rejects;
    }

    /**
     * Returns the next line.
     *
     * @return null after the last line of the last source, or after a failure
     * @throws UnreadableSourceException if a source cannot be read
     * @throws IOException if the rejects of an earlier run cannot be deleted
     * @throws SQLException if the database refuses to read the ledger
     */
    synchronized @Nullable IdentifiedLine next() throws IOException, SQLException {
        if (failed) {
            return null;
        }
        // Stays true if the next statement throws: a later read could start within a line.
        failed = true;
        IdentifiedLine next = read();
        failed = false;
        return next;
    }

    /** Number of bytes read so far, as they are stored. */
    long bytes() {
        return bytesOfPrevious + bytesOfCurrent;
    }

    /** Number of lines skipped because the ledger already has them. */
    long passedBy() {
        return passedBy;
    }

    @Override
    public synchronized void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private @Nullable IdentifiedLine read() throws IOException, SQLException {
        while (reader != null || sources.hasNext()) {
            LineReader open = reader == null ? begin(sources.next()) : reader;
            Line line = open.next();
            bytesOfCurrent = open.bytes();
            if (line == null) {
                end(open);
            } else if (isStored(line.number())) {
                passedBy++;
            } else {
                return new IdentifiedLine(line, ids.id(line.number()));
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
        bytesOfPrevious += bytesOfCurrent;
        bytesOfCurrent = 0;
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
