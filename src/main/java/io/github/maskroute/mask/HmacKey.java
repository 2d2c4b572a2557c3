package io.github.maskroute.mask;

import java.util.Base64;
import java.util.Optional;

/**
 * Makes irreversible tokens: {@code hmac.<key-id>.<43 characters base64url>}, HMAC-SHA256 over domain, a zero byte and the canonical
 * value in UTF-8.
 *
 * <p>A hash without a key would not protect values: all IPv4 addresses can be hashed and compared in minutes.
 */
public final class HmacKey extends MaskingKey {

    /** No domain contains a blank, so a code is never the body of a token and cannot be obtained by masking a value. */
    private static final String CODE = "maskroute code ";

    private final Hmac hmac;

    /** @param secret 32 random bytes */
    public HmacKey(String id, byte[] secret) {
        super(Scheme.HMAC, id);
        hmac = new Hmac(secret);
    }

    @Override
    String body(String domain, FieldKind kind, String canonical) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac.of(domain, canonical));
    }

    @Override
    public Optional<String> value(String domain, String body) {
        return Optional.empty();
    }

    /**
     * An authentication code of a text: HMAC-SHA256 with this key. It is never the body of a token.
     *
     * @param purpose what the code is used for, without zero bytes; codes for two purposes differ
     */
    public byte[] code(String purpose, String text) {
        return hmac.of(CODE + purpose, text);
    }
}
