package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts a token in a value's place: equal values of one domain have equal tokens.
 *
 * @param kind what the value is
 * @param scheme how it becomes a token
 * @param domain enters the token: 1 to 64 of a-z 0-9 _ -
 */
public record TokenMask(FieldKind kind, Scheme scheme, String domain) implements Mask {

    /** With 160 bytes of padded text and the 16 that AES-SIV adds, the longest token has 256 characters at most. */
    private static final int SIV_TEXT_BYTES = 159;

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,64}");

    public TokenMask {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("a masking domain is 1 to 64 of a-z 0-9 _ -");
        }
        if (scheme == Scheme.PREFIX && kind != FieldKind.ADDRESS) {
            throw new IllegalArgumentException("the scheme `prefix` is for fields that are an `address`");
        }
    }

    @Override
    public String rule() {
        return kind.rule() + (isBounded() ? ", and " + SIV_TEXT_BYTES + " bytes in UTF-8 at most" : "");
    }

    @Override
    public Reading read(String value) {
        Reading reading = kind.read(value);
        boolean fits = !isBounded()
                || reading.canonical().stream().allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= SIV_TEXT_BYTES);
        return fits ? reading : new Reading.Refused(BrokenRule.TOO_LONG);
    }

    @Override
    public String masked(String canonical, MaskingKeys keys) {
        return keys.current().primary(scheme).token(domain, kind, canonical).toString();
    }

    /** The token by a key of the mask's scheme; empty if the value breaks a rule. */
    public Optional<String> token(String value, MaskingKey key) {
        return read(value).canonical().map(canonical -> key.token(domain, kind, canonical).toString());
    }

    @Override
    public String words(String field) {
        return kind.name().toLowerCase(Locale.ROOT) + ", " + scheme.word() + (domain.equals(field) ? "" : ", domain " + domain);
    }

    private boolean isBounded() {
        return scheme == Scheme.SIV && kind == FieldKind.TEXT;
    }
}
