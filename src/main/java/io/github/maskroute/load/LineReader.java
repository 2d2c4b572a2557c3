package io.github.maskroute.load;

import io.github.maskroute.text.GzipText;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a source, plain or gzip, and skips blank ones. The text is UTF-8 with or without a byte order mark. A line ends with
 * LF or CRLF, which is optional for the last one. Not thread-safe.
 *
 * <p>A line that is too long for any route is truncated to a length that is still rejected.
 */
final class LineReader implements Closeable {

    /** More than four bytes for each character of the longest valid document. */
    static final int MAX_BYTES = 4 * 64 * 1024 + 64;

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int BUFFER = 64 * 1024;

    private final Source source;
    private final CountingStream stored;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    LineReader(Source source) throws UnreadableSourceException {
        this.source = source;
        try {
            stored = new CountingStream(source.opening().open());
            in = GzipText.plain(stored);
        } catch (IOException e) {
            throw new UnreadableSourceException(source, 0, e);
        }
    }

    /** Number of bytes read so far, as they are stored, possibly compressed. */
    long bytes() {
        return stored.count;
    }

    /**
     * Returns the next line that is not blank.
     *
     * @return null after the last line
     * @throws UnreadableSourceException if the source cannot be read, or is a truncated or damaged gzip file
     */
    @Nullable Line next() throws UnreadableSourceException {
        try {
            while (read()) {
                number++;
                String text = text();
                if (text == null || !text.isBlank()) {
                    return new Line(source, number, text);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UnreadableSourceException(source, number, e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** @return false at the end */
    private boolean read() throws IOException {
        line.reset();
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, position, Math.min(end - position, MAX_BYTES - line.size()));
            boolean ended = end < limit;
            position = end + 1;
            if (ended) {
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        limit = in.read(buffer);
        position = 0;
        return limit > 0;
    }

    private @Nullable String text() {
        if (line.size() == MAX_BYTES) {
            // Truncated, possibly within a character. The line is too long in any case.
            return line.toString(StandardCharsets.UTF_8);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
            return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static final class CountingStream extends FilterInputStream {

        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
