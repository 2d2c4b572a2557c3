package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces a value by a token. Equal values of one domain have equal tokens.
 *
 * @param domain part of the token's input: 1 to 64 of a-z 0-9 _ -
 * @param region the country of phone numbers without a country code, such as {@code DE}; {@code ZZ} if a country code is required
 */
public record TokenMask(FieldKind kind, Scheme scheme, String domain, String region) implements Mask {

    /** 160 bytes of padded text and the 16 bytes that AES-SIV adds make a token of at most 256 characters. */
    private static final int SIV_TEXT_BYTES = 159;

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,64}");

    public TokenMask {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("a masking domain is 1 to 64 of a-z 0-9 _ -");
        }
        if (scheme == Scheme.PREFIX && kind != FieldKind.ADDRESS) {
            throw new IllegalArgumentException("the scheme `prefix` is for fields of the kind `address`");
        }
        if (hasRegion(region) && (kind != FieldKind.PHONE || !PhoneForm.isRegion(region))) {
            throw new IllegalArgumentException("`region` of the mask `phone` is a country in two capital letters, as in `DE` or `US`");
        }
    }

    /** Without a region: phone numbers need a country code. */
    public TokenMask(FieldKind kind, Scheme scheme, String domain) {
        this(kind, scheme, domain, PhoneForm.NO_REGION);
    }

    @Override
    public String rule() {
        return kind.rule() + (hasRegion(region) ? ", or a number of " + region : "")
                + (isBounded() ? ", and " + SIV_TEXT_BYTES + " bytes in UTF-8 at most" : "");
    }

    @Override
    public CanonicalResult read(String value) {
        CanonicalResult reading = readOfAnyLength(value);
        boolean fits = !isBounded()
                || reading.canonical().stream().allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= SIV_TEXT_BYTES);
        return fits ? reading : new CanonicalResult.Refused(BrokenRule.TOO_LONG);
    }

    @Override
    public String masked(String canonical, MaskingKeys keys) {
        return keys.current().primary(scheme).token(domain, kind, canonical).toString();
    }

    /** The token with a key of the mask's scheme; empty if the value breaks a rule. */
    public Optional<String> token(String value, MaskingKey key) {
        return read(value).canonical().map(canonical -> key.token(domain, kind, canonical).toString());
    }

    /**
     * The tokens that stored rows may contain for a value: one for each of these keys whose scheme supports the kind, whatever the mask's
     * present scheme is. Empty if the value has no canonical spelling.
     */
    public List<String> tokens(String value, Collection<MaskingKey> keys) {
        return readOfAnyLength(value).canonical().stream().flatMap(canonical -> keys.stream()
                .filter(key -> key.scheme() != Scheme.PREFIX || kind == FieldKind.ADDRESS)
                .map(key -> key.token(domain, kind, canonical).toString())).toList();
    }

    /** Without the length limit: other schemes accept longer texts. */
    private CanonicalResult readOfAnyLength(String value) {
        return hasRegion(region) ? new PhoneForm(region).read(value) : kind.read(value);
    }

    @Override
    public String description(String field) {
        return kind.word() + ", " + scheme.word() + (domain.equals(field) ? "" : ", domain " + domain)
                + (hasRegion(region) ? ", region " + region : "");
    }

    /** Whether equal canonical values have equal tokens with both masks. The region affects parsing only and is not part of the token. */
    public boolean makesSameTokens(TokenMask other) {
        return kind == other.kind && scheme == other.scheme && domain.equals(other.domain);
    }

    private boolean isBounded() {
        return scheme == Scheme.SIV && (kind == FieldKind.TEXT || kind == FieldKind.EMAIL);
    }

    private static boolean hasRegion(String region) {
        return !region.equals(PhoneForm.NO_REGION);
    }
}
