package io.github.maskroute.keyset;

import io.github.maskroute.mask.HmacKey;
import java.nio.file.Path;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** A file with one key for {@code hmac} tokens: 32 random bytes in base64, then, after white space, an optional id. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Reads a key.
     *
     * <p>Without an id the key is named by eight hexadecimal digits derived from it, so that every replica that reads
     * the same key gives it the same name.
     *
     * @param file UTF-8 text that others on the machine cannot read
     * @throws io.github.maskroute.mask.MaskingException if the file is missing, readable by others, empty, or holds no
     *     32-byte key
     */
    public static HmacKey read(Path file) {
        SecretFile content = SecretFile.read(file);
        String id = content.id().isEmpty() ? fingerprint(content.secret()) : content.id();
        try {
            return new HmacKey(id, content.secret());
        } catch (IllegalArgumentException e) {
            throw SecretFile.unusable(file, "has an id that is not 1 to 32 of A-Z a-z 0-9 _ -");
        }
    }

    /** The name of a key that has no other. */
    static String fingerprint(byte[] secret) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex("maskroute key id").substring(0, 8);
    }
}
