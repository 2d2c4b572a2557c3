package io.github.maskroute.devservices;

import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Masking keys for trying out, one for each scheme: made once, kept until the folder is cleaned. */
public final class TrialKeys {

    private TrialKeys() {}

    /** The keyset folder in this folder, made if it is not there. */
    public static Path in(Path folder) {
        Path keys = folder.resolve("trial-keys");
        if (!Files.exists(keys)) {
            make(keys);
        }
        return keys;
    }

    /** As a whole: another program that starts at the same time must find all keys or make the same move. */
    private static void make(Path keys) {
        try {
            Files.createDirectories(keys.getParent());
            Path draft = Files.createTempDirectory(keys.getParent(), "keys");
            KeysetEditor editor = new KeysetEditor(new KeysetFolder(draft, Optional.empty()));
            for (Scheme scheme : Scheme.values()) {
                editor.add(scheme);
            }
            Files.move(draft, keys, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(keys)) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
