package io.github.maskroute.keyset;

import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A file with a secret: 32 random bytes in base64, then, after white space, an optional id.
 *
 * <p>Only its owner and its group may have access. Not a record, so that nothing prints the secret.
 */
final class SecretFile {

    private static final int BYTES = 32;
    private static final int OTHERS_READ = 04;
    private static final int OTHERS_WRITE = 02;
    private static final int STICKY = 01000;

    private final String id;
    private final byte[] secret;

    private SecretFile(String id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /** @throws MaskingException if the file is missing, readable by others, empty, or does not contain a 32-byte key */
    static SecretFile read(Path file) {
        String text = text(file).strip();
        if (text.isEmpty()) {
            throw unusable(file, "is empty; write 32 random bytes in base64, as `openssl rand -base64 32` does");
        }
        String[] words = text.split("\\s+");
        if (words.length > 2) {
            throw unusable(file, "has more than two words; write the key in base64, then at most one id");
        }
        return new SecretFile(words.length == 2 ? words[1] : "", decode(file, words[0]));
    }

    /** The text of a file. Fails if other users can read or change it. */
    static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "does not exist or is not a regular file; check the path");
        }
        try {
            forbid(file, OTHERS_READ, "can be read by every user of this machine; run `chmod 600` on it");
            forbid(file, OTHERS_WRITE, "can be changed by every user of this machine; run `chmod 600` on it");
            Path folder = file.toAbsolutePath().getParent();
            // In a sticky folder, such as a mounted secret, others cannot replace files that they do not own.
            if ((mode(folder) & STICKY) == 0) {
                forbid(folder, OTHERS_WRITE, "is the folder of a key file, and can be changed by every user; run `chmod 700` on it");
            }
            return TextInput.read(file);
        } catch (UnreadableTextException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e.getClass().getSimpleName() + "); check path and owner");
        }
    }

    private static void forbid(Path path, int permission, String problem) throws IOException {
        if ((mode(path) & permission) != 0) {
            throw unusable(path, problem);
        }
    }

    /** The Unix mode; 0 on file systems without one. */
    private static int mode(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? (Integer) Files.getAttribute(path, "unix:mode") : 0;
    }

    static MaskingException unusable(Path file, String problem) {
        return new MaskingException(Fault.UNREADABLE_FILE, "key file " + file + " " + problem);
    }

    /** The id in the file, or the empty text. */
    String id() {
        return id;
    }

    byte[] secret() {
        return secret;
    }

    private static byte[] decode(Path file, String word) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(word);
        } catch (IllegalArgumentException e) {
            throw unusable(file, "is not base64; write 32 random bytes as `openssl rand -base64 32` does");
        }
        if (secret.length != BYTES) {
            throw unusable(file,
                    "contains a key of " + secret.length + " bytes; write exactly " + BYTES + " bytes, as `openssl rand -base64 32` does");
        }
        return secret;
    }
}
