package io.github.maskroute.mask;

import com.google.crypto.tink.DeterministicAead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes reversible tokens: {@code siv.<key-id>.<base64url>}, AES-SIV (RFC 5297) with Tink's Deterministic AEAD.
 *
 * <p>The associated data are the domain, a zero byte and the plaintext format with its version. A token of one field or kind therefore
 * cannot be decoded as another.
 */
public final class SivKey extends MaskingKey {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final DeterministicAead aead;

    /** @param aead a primitive of this key alone that adds no prefix to ciphertexts */
    public SivKey(String id, DeterministicAead aead) {
        super(Scheme.SIV, id);
        this.aead = aead;
    }

    @Override
    String body(String domain, FieldKind kind, String canonical) {
        try {
            return ENCODER.encodeToString(aead.encryptDeterministically(kind.bytes(canonical), associatedData(domain, kind)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-SIV encryption failed: " + e.getClass().getName());
        }
    }

    @Override
    public Optional<String> value(String domain, String body) {
        byte[] encrypted;
        try {
            encrypted = Base64.getUrlDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // Base64 can spell the same bytes in several ways. A token has only one spelling.
        if (!ENCODER.encodeToString(encrypted).equals(body)) {
            return Optional.empty();
        }
        for (FieldKind kind : FieldKind.values()) {
            try {
                return kind.text(aead.decryptDeterministically(encrypted, associatedData(domain, kind)));
            } catch (GeneralSecurityException e) {
                // The token is of another kind: AES-SIV authenticates the associated data.
            }
        }
        return Optional.empty();
    }

    private static byte[] associatedData(String domain, FieldKind kind) {
        return (domain + '\0' + kind.format()).getBytes(StandardCharsets.UTF_8);
    }
}
