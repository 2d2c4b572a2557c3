package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that are masked to tokens, each with kind, scheme and domain.
 *
 * <p>Thread-safe.
 */
public final class FieldMasks {

    private final MaskingKeys keys;
    private final Map<String, TokenMask> masks;

    /**
     * @param keys read again for each token
     * @param masks field name to mask
     */
    public FieldMasks(MaskingKeys keys, Map<String, TokenMask> masks) {
        this.keys = keys;
        this.masks = Map.copyOf(masks);
    }

    /**
     * Checks that every field can be masked.
     *
     * @throws MaskingException if the key of a field's scheme is missing
     */
    public FieldMasks checked() {
        masks.values().forEach(mask -> keys.current().primary(mask.scheme()));
        return this;
    }

    /** The names of the masked fields. */
    public Set<String> fields() {
        return masks.keySet();
    }

    /** The scheme of a field's tokens. */
    public Scheme scheme(String field) {
        return mask(field).scheme();
    }

    /** The rule for a field's values. It completes the sentence 'must be …'. */
    public String rule(String field) {
        return mask(field).rule();
    }

    /** The rule for a field's values and how this invalid value breaks it. Completes the sentence 'must be …'. */
    public String refusal(String field, String value) {
        return mask(field).read(value).broken().map(broken -> rule(field) + "; " + broken.description()).orElseThrow();
    }

    /** The token of a field's value with the primary key; empty if the value breaks a rule, see {@link #refusal}. */
    public Optional<String> token(String field, String value) {
        return token(field, value, keys.current().primary(mask(field).scheme()));
    }

    /** The token of a field's value with a key of the field's scheme; empty if the value breaks a rule, see {@link #refusal}. */
    public Optional<String> token(String field, String value, MaskingKey key) {
        return mask(field).token(value, key);
    }

    /**
     * The canonical value of a field's token.
     *
     * @throws MaskingException if the token cannot be decoded; the message says why
     */
    public String value(String field, Token token) {
        MaskingKey key = keyFor(token);
        return key.value(mask(field).domain(), token.body()).orElseThrow(() -> {
            boolean ofAnother = masks.values().stream().anyMatch(mask -> key.value(mask.domain(), token.body()).isPresent());
            return ofAnother
                    ? new MaskingException(Fault.OTHER_FIELD, "the token belongs to another field than " + field + "; name that field")
                    : tampered(token);
        });
    }

    /**
     * The canonical value of a token of any of the fields.
     *
     * @throws MaskingException if the token cannot be decoded; the message says why
     */
    public String value(Token token) {
        MaskingKey key = keyFor(token);
        return masks.values().stream().map(TokenMask::domain).distinct()
                .flatMap(domain -> key.value(domain, token.body()).stream())
                .findFirst().orElseThrow(() -> tampered(token));
    }

    /**
     * The key that decodes a token.
     *
     * @throws MaskingException if the scheme is not reversible, or the keyset has no enabled key of this name
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
                + " for any masked field: it was altered or truncated, or made for a field that these routes do not have");
    }

    private TokenMask mask(String field) {
        TokenMask mask = masks.get(field);
        if (mask == null) {
            throw new IllegalArgumentException("not a masked field: " + field);
        }
        return mask;
    }
}
