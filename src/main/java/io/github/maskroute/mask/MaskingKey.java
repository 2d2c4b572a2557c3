package io.github.maskroute.mask;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * The secret 256-bit key of the tokens, and the id by which a token names it.
 *
 * <p>Immutable and safe for use by several threads. It is a class and not a record so that nothing prints the secret.
 */
public final class MaskingKey {

    /** Length of the secret, in bytes. */
    public static final int BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final String id;
    private final byte[] secret;

    private MaskingKey(String id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * Reads a key file: the key in base64, then, after white space, an optional id.
     *
     * <p>Without an id the key is named by eight hexadecimal digits derived from it, so that every replica that reads
     * the same key gives it the same name.
     *
     * @param file UTF-8 text that others on the machine cannot read
     * @throws InvalidKeyFileException if the file is missing, readable by others, empty, or holds no 32-byte key
     */
    public static MaskingKey read(Path file) {
        String text = readPrivate(file).strip();
        if (text.isEmpty()) {
            throw new InvalidKeyFileException(file, "is empty; write 32 random bytes in base64, as `openssl rand -base64 32` does");
        }
        String[] words = text.split("\\s+");
        if (words.length > 2) {
            throw new InvalidKeyFileException(file, "has more than two words; write the key in base64, then at most one id");
        }
        byte[] secret = decode(file, words[0]);
        String id = words.length == 2 ? words[1] : fingerprint(secret);
        if (!ID.matcher(id).matches()) {
            throw new InvalidKeyFileException(file, "has an id that is not 1 to 32 of A-Z a-z 0-9 _ -");
        }
        return new MaskingKey(id, secret);
    }

    /** The id that tokens of this key carry. */
    public String id() {
        return id;
    }

    byte[] secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "MaskingKey[id=" + id + "]";
    }

    private static String readPrivate(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidKeyFileException(file, "is not there, or no file; check the path");
        }
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new InvalidKeyFileException(file, "can be read by every user of this machine; run `chmod 600` on it");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidKeyFileException(file, "cannot be read (" + e.getClass().getSimpleName() + "); check path and owner");
        }
    }

    private static byte[] decode(Path file, String word) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(word);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyFileException(file, "is not base64; write 32 random bytes as `openssl rand -base64 32` does");
        }
        if (secret.length != BYTES) {
            throw new InvalidKeyFileException(file,
                    "holds a key of " + secret.length + " bytes; exactly " + BYTES + " are needed, as `openssl rand -base64 32` makes");
        }
        return secret;
    }

    private static String fingerprint(byte[] secret) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex("maskroute key id").substring(0, 8);
    }
}
