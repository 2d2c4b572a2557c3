package io.github.maskroute.mask;

import io.github.maskroute.mask.MaskingException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The masks of an event type: which fields are masked, as what, by which scheme and in which domain.
 *
 * <p>Safe for use by several threads.
 */
public final class FieldMasks {

    /** With 160 bytes of padded text and the 16 that AES-SIV adds, the longest token has 256 characters at most. */
    private static final int SIV_TEXT_BYTES = 159;

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,64}");

    /** A masked field's kind, the scheme of its tokens and the domain that enters them. */
    private record Mask(FieldKind kind, Scheme scheme, String domain) {

        Mask {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException("a masking domain is 1 to 64 of a-z 0-9 _ -");
            }
            if (scheme == Scheme.PREFIX && kind != FieldKind.ADDRESS) {
                throw new IllegalArgumentException("the scheme `prefix` is for fields that are an `address`");
            }
        }

        /** The same under another scheme, if that goes with the kind. */
        Optional<Mask> in(Scheme other) {
            return other == Scheme.PREFIX && kind != FieldKind.ADDRESS ? Optional.empty() : Optional.of(new Mask(kind, other, domain));
        }

        boolean isBounded() {
            return scheme == Scheme.SIV && kind == FieldKind.TEXT;
        }

        Reading read(String value) {
            Reading reading = kind.read(value);
            boolean fits = !isBounded()
                    || reading.canonical().stream().allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= SIV_TEXT_BYTES);
            return fits ? reading : new Reading.Refused(BrokenRule.TOO_LONG);
        }
    }

    private final MaskingKeys keys;
    private final Map<String, Mask> masks;

    private FieldMasks(MaskingKeys keys, Map<String, Mask> masks) {
        this.keys = keys;
        this.masks = masks;
    }

    /**
     * Masks for fields.
     *
     * @param keys are asked anew for each token
     * @param kinds field name to {@code address} or {@code text}
     * @param scheme of the fields that {@code schemes} does not name
     * @param schemes field name to {@code hmac}, {@code siv} or {@code prefix}
     * @param domains field name to domain, for fields whose equal values must give equal tokens; a field that is not
     *     named here is a domain of its own
     * @throws IllegalArgumentException for an unknown kind or scheme, a malformed domain, a scheme that does not go with
     *     a field's kind, two kinds or schemes in one domain, or a scheme or domain for a field without a kind
     */
    public static FieldMasks of(MaskingKeys keys, Map<String, String> kinds, String scheme, Map<String, String> schemes,
            Map<String, String> domains) {
        if (!kinds.keySet().containsAll(domains.keySet()) || !kinds.keySet().containsAll(schemes.keySet())) {
            throw new IllegalArgumentException("`schemes` or `domains` names a field that `fields` does not");
        }
        Map<String, Mask> masks = kinds.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                entry -> new Mask(FieldKind.named(entry.getValue()),
                        Scheme.named(schemes.getOrDefault(entry.getKey(), scheme)),
                        domains.getOrDefault(entry.getKey(), entry.getKey()))));
        if (Set.copyOf(masks.values()).size() != masks.values().stream().map(Mask::domain).distinct().count()) {
            throw new IllegalArgumentException("fields of one domain must be of one kind and scheme, or their equal values are not equal");
        }
        return new FieldMasks(keys, masks);
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

    /** Kind, scheme and, where it is not the field's own, domain of a field: all that its tokens depend on beside the key. */
    public String words(String field) {
        Mask mask = mask(field);
        return mask.kind().name().toLowerCase(Locale.ROOT) + ", " + mask.scheme().word()
                + (mask.domain().equals(field) ? "" : ", domain " + mask.domain());
    }

    /** The rule that a field's values keep, to complete the sentence 'must be …'. */
    public String rule(String field) {
        Mask mask = mask(field);
        return mask.kind().rule() + (mask.isBounded() ? ", and " + SIV_TEXT_BYTES + " bytes in UTF-8 at most" : "");
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
        Mask mask = mask(field);
        return mask.read(value).canonical().map(canonical -> key.token(mask.domain(), mask.kind(), canonical).toString());
    }

    /**
     * The tokens of a field's value by all of these keys that go with its kind, whatever the scheme of the field is now: those that rows
     * may have of it. None if the value breaks a rule.
     */
    public List<String> tokens(String field, String value, Collection<MaskingKey> of) {
        Mask mask = mask(field);
        return of.stream().flatMap(key -> mask.in(key.scheme()).stream().flatMap(
                then -> then.read(value).canonical().map(canonical -> key.token(then.domain(), then.kind(), canonical).toString()).stream()))
                .toList();
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
        return masks.values().stream().map(Mask::domain).distinct()
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

    private Mask mask(String field) {
        Mask mask = masks.get(field);
        if (mask == null) {
            throw new IllegalArgumentException("no masked field: " + field);
        }
        return mask;
    }
}
