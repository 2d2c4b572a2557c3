package io.github.maskroute.mask;

import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that cannot be turned back: {@code hmac.<key-id>.<43 characters base64url>}, HMAC-SHA256 over domain, a zero
 * byte and the canonical value, in UTF-8.
 *
 * <p>A plain hash would be no mask: all IPv4 addresses can be hashed and compared in minutes.
 */
public final class HmacKey extends MaskingKey {

    /** The blank keeps purposes apart from domains, and so codes from tokens: nobody gets one by having a value masked. */
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
     * A code that only who has this key can make of a text: HMAC-SHA256, and never the body of a token.
     *
     * @param purpose what it is good for, free of zero bytes; codes for two purposes differ
     */
    public byte[] code(String purpose, String text) {
        return hmac.of(CODE + purpose, text);
    }
}
