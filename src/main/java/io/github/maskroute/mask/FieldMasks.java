package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields that hold tokens: of what, by which scheme and in which domain.
 *
 * <p>Safe for use by several threads.
 */
public final class FieldMasks {

    private final MaskingKeys keys;
    private final Map<String, TokenMask> masks;

    private FieldMasks(MaskingKeys keys, Map<String, TokenMask> masks) {
        this.keys = keys;
        this.masks = masks;
    }

    /**
     * Masks for fields.
     *
     * @param keys are asked anew for each token
     * @param masks field to its mask
     */
    public static FieldMasks of(MaskingKeys keys, Map<String, TokenMask> masks) {
        return new FieldMasks(keys, Map.copyOf(masks));
    }

    /**
     * Makes sure that every field can be masked.
     *
     * @throws MaskingException if the key of a field's scheme is missing
     */
    public FieldMasks checked() {
        masks.values().forEach(mask -> keys.current().primary(mask.scheme()));
        return this;
    }

    /** The fields that must never leave unmasked. */
    public Set<String> fields() {
        return masks.keySet();
    }

    /** What a masked field holds. */
    public FieldKind kind(String field) {
        return mask(field).kind();
    }

    /** How a field's values become tokens. */
    public Scheme scheme(String field) {
        return mask(field).scheme();
    }

    /** The rule that a field's values keep, to complete the sentence 'must be …'. */
    public String rule(String field) {
        return mask(field).rule();
    }

    /** What a field's values must be, and how this one, which has no token, is not so: to complete the sentence 'must be …'. */
    public String refusal(String field, String value) {
        return mask(field).read(value).broken().map(broken -> rule(field) + "; " + broken.words()).orElseThrow();
    }

    /** The token of a field's value by the primary key; empty if the value breaks a rule, which {@link #refusal} names. */
    public Optional<String> token(String field, String value) {
        return token(field, value, keys.current().primary(mask(field).scheme()));
    }

    /** The token of a field's value by a key of the field's scheme; empty if the value breaks a rule, which {@link #refusal} names. */
    public Optional<String> token(String field, String value, MaskingKey key) {
        return mask(field).token(value, key);
    }

    /**
     * The canonical value behind a token of a field.
     *
     * @throws MaskingException if it cannot be turned back, and why
     */
    public String value(String field, Token token) {
        MaskingKey key = keyFor(token);
        return key.value(mask(field).domain(), token.body()).orElseThrow(() -> {
            boolean ofAnother = masks.values().stream().anyMatch(mask -> key.value(mask.domain(), token.body()).isPresent());
            return ofAnother
                    ? new MaskingException(Fault.OTHER_FIELD, "the token is of another field than " + field + "; name its own")
                    : tampered(token);
        });
    }

    /**
     * The canonical value behind a token of any of the fields.
     *
     * @throws MaskingException if it cannot be turned back, and why
     */
    public String value(Token token) {
        MaskingKey key = keyFor(token);
        return masks.values().stream().map(TokenMask::domain).distinct()
                .flatMap(domain -> key.value(domain, token.body()).stream())
                .findFirst().orElseThrow(() -> tampered(token));
    }

    /**
     * The key that turns a token back.
     *
     * @throws MaskingException if there is none
     */
    public MaskingKey keyFor(Token token) {
        if (!token.scheme().reversible()) {
            throw new MaskingException(Fault.NOT_REVERSIBLE,
                    token.scheme().word() + " tokens cannot be decoded; use `maskroute mask` on a value you suspect, and compare");
        }
        return keys.current().keyOf(token);
    }

    private static MaskingException tampered(Token token) {
        return new MaskingException(Fault.TAMPERED_TOKEN, "the token was not made by key " + token.keyName()
                + " for any masked field: it was altered, cut, or made for a field that these routes do not know");
    }

    private TokenMask mask(String field) {
        TokenMask mask = masks.get(field);
        if (mask == null) {
            throw new IllegalArgumentException("no masked field: " + field);
        }
        return mask;
    }
}
