package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is edited, correctly or with mistakes. */
record EditedFile(Path path) {

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file at once, so that a reader never sees a part of it. */
    void replace(String text) {
        try {
            Path whole = Files.writeString(Files.createTempFile(path.getParent(), "edited", ".tmp"), text);
            Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(String from, String to) {
        assertThat(text()).contains(from);
        replace(text().replace(from, to));
    }

    /** Empties the file, then writes it. */
    void write(String text) {
        try {
            Files.writeString(path, "");
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file or a folder. */
    void move(Path target) {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
