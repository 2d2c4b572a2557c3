package io.github.maskroute.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Uncompresses a gzip file of one or several members. The JDK ignores bytes after a member that are not gzip; this class rejects them with
 * {@link UnreadableTextException}. Not thread-safe.
 */
public final class GzipText extends GZIPInputStream {

    /** Checksum and size after the last byte of a member. */
    private static final int TRAILER = 8;

    private static final int BUFFER = 64 * 1024;

    private GzipText(InputStream in) throws IOException {
        super(in, BUFFER);
    }

    /** Returns the text of a stream: uncompressed if its first bytes are those of gzip, otherwise as it is. */
    public static InputStream plain(InputStream in) throws IOException {
        InputStream buffered = new Buffer(in);
        buffered.mark(2);
        int magic = buffered.read() | buffered.read() << 8;
        buffered.reset();
        return magic == GZIP_MAGIC ? new GzipText(buffered) : buffered;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
            throw new UnreadableTextException("is followed by bytes that are not gzip");
        }
        return read;
    }

    /**
     * Has 0 bytes available only at the end of the stream. The JDK takes 0 for the end, and would drop the next member of a file while the
     * network pauses.
     */
    private static final class Buffer extends BufferedInputStream {

        Buffer(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() throws IOException {
            mark(1);
            boolean more = read() >= 0;
            reset();
            return more ? Math.max(1, super.available()) : 0;
        }
    }
}
