package io.github.maskroute.mask;

import com.google.crypto.tink.subtle.AesSiv;
import java.security.GeneralSecurityException;

/** Keys of ascending bytes. They must never mask real data. */
public final class CountingKeys {

    private static final int BYTES = 32;
    private static final int SIV_BYTES = 64;

    private CountingKeys() {}

    /** @param from the first byte of the secret */
    static MaskingKey of(Scheme scheme, String id, int from) {
        return switch (scheme) {
            case HMAC -> new HmacKey(id, bytes(BYTES, from));
            case SIV -> siv(id, from);
            case PREFIX -> new PrefixKey(id, bytes(BYTES, from));
        };
    }

    /** An {@code hmac} key of the bytes 0 to 31. */
    public static HmacKey hmac(String id) {
        return new HmacKey(id, bytes(BYTES, 0));
    }

    static SivKey siv(String id, int from) {
        return new SivKey(id, aesSiv(from));
    }

    static AesSiv aesSiv(int from) {
        try {
            return new AesSiv(bytes(SIV_BYTES, from));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param from the first byte */
    public static byte[] bytes(int count, int from) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }
}
