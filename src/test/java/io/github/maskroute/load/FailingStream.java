package io.github.maskroute.load;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A stream that fails once, with a message that quotes a value, and then continues. Not thread-safe. */
final class FailingStream extends FilterInputStream {

    private final byte[] after;
    private boolean failed;

    FailingStream(String before, String after) {
        super(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)));
        this.after = after.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && !failed) {
            failed = true;
            in = new ByteArrayInputStream(after);
            throw new IOException("198.51.100.7");
        }
        return read;
    }
}
