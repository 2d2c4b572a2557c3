package io.github.maskroute.mask;

import java.nio.file.Path;

/** A key file that must not be used. The message names the file, the rule and the remedy, never the key. */
public final class InvalidKeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidKeyFileException(Path file, String problem) {
        super("key file " + file + " " + problem);
    }
}
