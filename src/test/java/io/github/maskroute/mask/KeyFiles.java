package io.github.maskroute.mask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Key files for tests. */
public final class KeyFiles {

    /** The bytes 0 to 31 in base64. */
    static final String COUNTING = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private KeyFiles() {}

    /** A key that must never mask anything real. */
    public static MaskingKey counting(Path folder, String id) {
        return MaskingKey.read(write(folder, COUNTING + " " + id));
    }

    /** Temporary files are private to their owner. */
    static Path write(Path folder, String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "mask", ".key"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
