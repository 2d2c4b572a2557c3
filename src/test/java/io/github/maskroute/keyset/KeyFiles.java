package io.github.maskroute.keyset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Key files for tests. */
public final class KeyFiles {

    /** The bytes 0 to 31 in base64. */
    public static final String COUNTING = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private KeyFiles() {}

    /** Writes a file that only its owner can read. */
    public static Path write(Path folder, String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "mask", ".key"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file. An existing file keeps its permissions; a new one is private. */
    static void overwrite(Path file, String text) {
        try {
            if (!Files.exists(file)) {
                Files.move(write(file.getParent(), ""), file);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
