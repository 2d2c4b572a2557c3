package io.github.maskroute.mask;

import com.google.crypto.tink.DeterministicAead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that can be turned back: {@code siv.<key-id>.<base64url>}, AES-SIV (RFC 5297) by Tink's Deterministic AEAD.
 *
 * <p>Associated data are the domain, a zero byte and the format of the plaintext with its version, so that a token of
 * one field, or of one kind, opens as no other.
 */
public final class SivKey extends MaskingKey {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final DeterministicAead aead;

    /** @param aead of this key alone, adding no prefix to what it encrypts */
    public SivKey(String id, DeterministicAead aead) {
        super(Scheme.SIV, id);
        this.aead = aead;
    }

    @Override
    String body(String domain, FieldKind kind, String canonical) {
        try {
            return ENCODER.encodeToString(aead.encryptDeterministically(kind.bytes(canonical), associatedData(domain, kind)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-SIV does not encrypt: " + e.getClass().getName());
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
        // Base64 has several spellings of some bytes; a token has one.
        if (!ENCODER.encodeToString(encrypted).equals(body)) {
            return Optional.empty();
        }
        for (FieldKind kind : FieldKind.values()) {
            try {
                return kind.text(aead.decryptDeterministically(encrypted, associatedData(domain, kind)));
            } catch (GeneralSecurityException e) {
                // Not of this kind: AES-SIV tells for certain.
            }
        }
        return Optional.empty();
    }

    private static byte[] associatedData(String domain, FieldKind kind) {
        return (domain + '\0' + kind.format()).getBytes(StandardCharsets.UTF_8);
    }
}
