package io.github.maskroute.load;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes from a network that fails once, with a message that quotes a value, and then goes on. For one thread. */
final class BrokenLine extends FilterInputStream {

    private final byte[] after;
    private boolean broken;

    BrokenLine(String before, String after) {
        super(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)));
        this.after = after.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && !broken) {
            broken = true;
            in = new ByteArrayInputStream(after);
            throw new IOException("198.51.100.7");
        }
        return read;
    }
}
