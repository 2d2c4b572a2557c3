package io.github.maskroute.load;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source, unpacked if they are gzip, without blank ones. UTF-8, with or without a byte order mark; a line ends in LF or
 * CRLF, and the last one may end without. For one thread, but for {@link #bytes}.
 *
 * <p>Of a line that is too long for every route only as much is kept as it takes to refuse it.
 */
final class LineReader implements Closeable {

    /** More than four bytes for each character of the longest document that is taken. */
    static final int MOST_BYTES = 4 * 64 * 1024 + 64;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final String MARK = "\ufeff";
    private static final int BUFFER = 64 * 1024;

    private final Source source;
    private final CountedBytes packed;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    /** Opens it. */
    LineReader(Source source) throws UnreadableSourceException {
        this.source = source;
        try {
            packed = new CountedBytes(source.opening().open(), BUFFER);
            in = packed.begins(GZIP) ? new GzipText(packed, BUFFER) : packed;
        } catch (IOException e) {
            throw new UnreadableSourceException(source, 0, e);
        }
    }

    /** Bytes that were read, before they were unpacked. */
    long bytes() {
        return packed.count();
    }

    /**
     * The next line that is not blank.
     *
     * @return null after the last
     * @throws UnreadableSourceException if the file is away, cut off, or no gzip after all
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

    /** @return false if there is nothing more */
    private boolean read() throws IOException {
        line.reset();
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, position, Math.min(end - position, MOST_BYTES - line.size()));
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
        if (line.size() == MOST_BYTES) {
            // Cut, perhaps within a character. It is too long whatever it is.
            return line.toString(StandardCharsets.UTF_8);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
            return number == 1 && text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
