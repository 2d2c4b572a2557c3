package io.github.maskroute.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A writer that fails after some characters, like a full disk. For one thread. */
final class FullDisk extends Writer {

    private final List<String> tried = new ArrayList<>();
    private int room;

    FullDisk(int room) {
        this.room = room;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        tried.add(new String(text, from, length));
        room -= length;
        if (room < 0) {
            throw new IOException("No space left on device");
        }
    }

    /** The number of texts with this prefix that were written or failed. */
    long tried(String prefix) {
        return tried.stream().filter(text -> text.startsWith(prefix)).count();
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
