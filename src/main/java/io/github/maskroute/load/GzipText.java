package io.github.maskroute.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A gzip file of one or several parts. What is no gzip after one of them fails: the JDK takes it for the end. For one thread. */
final class GzipText extends GZIPInputStream {

    /** Checksum and size after the last byte. */
    private static final int TRAILER = 8;

    GzipText(InputStream in, int buffer) throws IOException {
        super(in, buffer);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
            throw new RefusedException("what stands after its end is no gzip");
        }
        return read;
    }
}
