package io.github.maskroute.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a source as they are stored, counted. {@link #count} may be asked by any thread, all else by one. */
final class CountedBytes extends BufferedInputStream {

    private volatile long count;

    CountedBytes(InputStream in, int buffer) {
        super(in, buffer);
    }

    /** How many were read, or skipped. */
    long count() {
        return count;
    }

    /** Whether it begins with these. */
    boolean begins(byte... start) throws IOException {
        super.mark(start.length);
        boolean agrees = true;
        for (byte expected : start) {
            agrees &= super.read() == Byte.toUnsignedInt(expected);
        }
        super.reset();
        return agrees;
    }

    @Override
    public synchronized int read() throws IOException {
        int read = super.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        return read;
    }

    /** 0 at the end alone: the JDK's unpacker takes it for the end, and a file of several parts would be cut where the network pauses. */
    @Override
    public synchronized int available() throws IOException {
        super.mark(1);
        boolean more = super.read() >= 0;
        super.reset();
        return more ? Math.max(1, super.available()) : 0;
    }
}
