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

/** Masking keys for trial runs, one for each scheme. They are created once and stay until the folder is deleted. */
public final class TrialKeys {

    private TrialKeys() {}

    /** The keyset folder in this folder. Creates it if it does not exist. */
    public static Path in(Path folder) {
        Path keys = folder.resolve("trial-keys");
        if (!Files.exists(keys)) {
            create(keys);
        }
        return keys;
    }

    /** Creates the folder atomically: another program that starts at the same time finds all keys or none. */
    private static void create(Path keys) {
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
