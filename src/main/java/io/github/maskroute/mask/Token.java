package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A masked value: {@code scheme.key-id.body}, safe in URLs and CSV.
 *
 * @param scheme how it was made
 * @param keyId the key that made it
 * @param body what the scheme made of the value
 */
public record Token(Scheme scheme, String keyId, String body) {

    /** What a key may be called. */
    static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** The longest body is that of the longest text in AES-SIV: 176 bytes in base64. */
    private static final Pattern SHAPE = Pattern.compile("(hmac|siv|prefix)\\.(" + KEY_ID + ")\\.([A-Za-z0-9_.-]{1,235})");

    /**
     * Takes a token apart.
     *
     * @throws MaskingException if the text has not the shape of one
     */
    public static Token parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new MaskingException(Fault.NO_TOKEN,
                    "this is not a token: one has the form hmac.KEY-ID.…, siv.KEY-ID.… or prefix.KEY-ID.…, without spaces or quotes");
        }
        return new Token(Scheme.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), parts.group(2), parts.group(3));
    }

    /** Whether a text looks like a token, of whatever key. */
    static boolean isShapeOf(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** The key that made it: {@code siv.531c9b8a}. */
    public String keyName() {
        return scheme.keyName(keyId);
    }

    /** The token as it stands in a table. */
    @Override
    public String toString() {
        return keyName() + "." + body;
    }
}
