package io.github.maskroute.keyset;

import io.github.maskroute.mask.HmacKey;
import java.nio.file.Path;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** A file with one {@code hmac} key: 32 random bytes in base64, then, after white space, an optional id. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Reads a key.
     *
     * <p>The default id is eight hexadecimal digits derived from the key, so that all replicas with the same key use the same id.
     *
     * @param file UTF-8 text that other users of the machine cannot read
     * @throws io.github.maskroute.mask.MaskingException if the file is missing, readable by others, empty, or does not contain a
     *     32-byte key
     */
    public static HmacKey read(Path file) {
        SecretFile content = SecretFile.read(file);
        String id = content.id().isEmpty() ? defaultId(content.secret()) : content.id();
        try {
            return new HmacKey(id, content.secret());
        } catch (IllegalArgumentException e) {
            throw SecretFile.unusable(file, "has an invalid id; an id is 1 to 32 of A-Z a-z 0-9 _ -");
        }
    }

    /** The default id of a key. */
    static String defaultId(byte[] secret) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex("maskroute key id").substring(0, 8);
    }
}
