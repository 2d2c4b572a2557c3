package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A masked value: {@code scheme.key-id.body}, safe in URLs and CSV.
 *
 * @param keyId the id of the key that made the token
 * @param body the value as encoded by the scheme
 */
public record Token(Scheme scheme, String keyId, String body) {

    /** The valid ids of keys. */
    static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** The longest body is the longest text in AES-SIV: 176 bytes in base64. */
    private static final Pattern FORMAT = Pattern.compile("(hmac|siv|prefix)\\.(" + KEY_ID + ")\\.([A-Za-z0-9_.-]{1,235})");

    /**
     * Parses a token.
     *
     * @throws MaskingException if the text does not have the format of a token
     */
    public static Token parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new MaskingException(Fault.NO_TOKEN,
                    "this is not a token: a token has the form hmac.KEY-ID.…, siv.KEY-ID.… or prefix.KEY-ID.…,"
                            + " without spaces or quotes");
        }
        return new Token(Scheme.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), parts.group(2), parts.group(3));
    }

    /** Whether a text has the format of a token. */
    static boolean isToken(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** The name of the key that made the token: {@code siv.531c9b8a}. */
    public String keyName() {
        return scheme.keyName(keyId);
    }

    /** The token as stored in a table. */
    @Override
    public String toString() {
        return keyName() + "." + body;
    }
}
