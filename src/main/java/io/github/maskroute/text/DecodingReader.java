package io.github.maskroute.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Decodes strictly and counts lines for error messages, which the JDK's reader does not do. Not thread-safe. */
final class DecodingReader extends Reader {

    private static final int BUFFER = 8 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final String encoding;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);

    private boolean ended;
    private long line = 1;
    private boolean afterCr;

    /**
     * @param start bytes already read from the stream
     * @throws UnreadableTextException if they are the mark of an unsupported encoding
     */
    DecodingReader(InputStream in, byte[] start) throws UnreadableTextException {
        ByteOrderMark mark = ByteOrderMark.of(start);
        this.in = in;
        this.decoder = mark.charset().newDecoder();
        this.encoding = mark.charset().name();
        bytes.put(start, mark.length(), start.length - mark.length()).flip();
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(chars, offset, length).slice();
        while (true) {
            CoderResult result = decoder.decode(bytes, out, ended);
            if (out.position() > 0) {
                countLines(chars, offset, out.position());
                return out.position();
            }
            if (result.isError()) {
                throw malformed();
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    /** Also rejects U+0000: the drain accepts no value with it, and UTF-16 without a byte order mark contains it. */
    private void countLines(char[] chars, int offset, int count) throws UnreadableTextException {
        for (int i = offset; i < offset + count; i++) {
            if (chars[i] == 0) {
                throw new UnreadableTextException("has U+0000 in line " + line
                        + ": it is UTF-16 or UTF-32 without a byte order mark, or not text; convert it to UTF-8, for example with iconv");
            }
            if (chars[i] == '\r' || (chars[i] == '\n' && !afterCr)) {
                line++;
            }
            afterCr = chars[i] == '\r';
        }
    }

    private UnreadableTextException malformed() {
        return new UnreadableTextException("is not " + encoding + ": line " + line
                + " has an invalid byte sequence; convert it to UTF-8, for example with iconv");
    }
}
