package io.github.maskroute.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A masking key for trying out: made once, kept until the folder is cleaned. */
public final class TrialKey {

    private static final int BYTES = 32;

    private TrialKey() {}

    /** The key file in this folder, made if it is not there. */
    public static Path in(Path folder) {
        Path file = folder.resolve("trial-mask.key");
        if (!Files.exists(file)) {
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            write(file, Base64.getEncoder().encodeToString(secret) + " trial\n");
        }
        return file;
    }

    /** A temporary file is private from the beginning, where the file system can tell. */
    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), "key", null);
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
