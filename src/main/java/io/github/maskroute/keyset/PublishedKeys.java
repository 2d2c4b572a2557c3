package io.github.maskroute.keyset;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Public keys for cases with invented events, one for each scheme, with the id {@code test}. They give everybody the same tokens.
 *
 * <p>Each key is the SHA-256 (for {@code siv} SHA-512) of a sentence in this file and the scheme's word. Stored data must never be masked
 * with them.
 */
public final class PublishedKeys {

    private static final String ID = "test";
    private static final String SENTENCE = "maskroute cases: a published key, for invented events only: ";

    private static final Keyset KEYSET = new Keyset(Arrays.stream(Scheme.values()).map(PublishedKeys::key)
            .map(key -> new Keyset.KeyEntry(key.scheme(), ID, true, key)).toList());

    private PublishedKeys() {}

    /** The keyset with all of these keys. */
    public static Keyset keyset() {
        return KEYSET;
    }

    private static MaskingKey key(Scheme scheme) {
        try {
            byte[] sentence = (SENTENCE + scheme.word()).getBytes(StandardCharsets.UTF_8);
            Key key = scheme == Scheme.SIV ? sivKey(DigestUtils.sha512(sentence)) : TinkKeys.hmacKey(DigestUtils.sha256(sentence));
            return TinkKeys.maskingKey(scheme, ID, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink rejects the key: " + e.getClass().getName());
        }
    }

    private static Key sivKey(byte[] bytes) throws GeneralSecurityException {
        return AesSivKey.builder().setParameters((AesSivParameters) TinkKeys.parameters(Scheme.SIV))
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get())).build();
    }
}
