package io.github.maskroute.mask;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The masks of an event type: which fields are masked, as what, and in which domain.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FieldMasks {

    /** A masked field's kind and the domain that enters its tokens. */
    private record Mask(FieldKind kind, String domain) {}

    private final HmacScheme scheme;
    private final Map<String, Mask> masks;

    private FieldMasks(HmacScheme scheme, Map<String, Mask> masks) {
        this.scheme = scheme;
        this.masks = masks;
    }

    /**
     * Masks for fields.
     *
     * @param kinds field name to {@code address} or {@code text}
     * @param domains field name to domain, for fields whose equal values must give equal tokens; a field that is not
     *     named here is a domain of its own
     * @throws IllegalArgumentException for an unknown kind, a malformed domain, or a domain for a field without a kind
     */
    public static FieldMasks of(HmacScheme scheme, Map<String, String> kinds, Map<String, String> domains) {
        if (!kinds.keySet().containsAll(domains.keySet())) {
            throw new IllegalArgumentException("`domains` names a field that `fields` does not");
        }
        return new FieldMasks(scheme, kinds.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                entry -> new Mask(FieldKind.named(entry.getValue()),
                        HmacScheme.checkDomain(domains.getOrDefault(entry.getKey(), entry.getKey()))))));
    }

    /** The fields that must never leave unmasked. */
    public Set<String> fields() {
        return masks.keySet();
    }

    /** What a masked field holds. */
    public FieldKind kind(String field) {
        return mask(field).kind();
    }

    /** The token of a field's value; empty if the value breaks the rule of the field's kind. */
    public Optional<String> token(String field, String value) {
        Mask mask = mask(field);
        return mask.kind().canonical(value).map(canonical -> scheme.token(mask.domain(), canonical));
    }

    private Mask mask(String field) {
        Mask mask = masks.get(field);
        if (mask == null) {
            throw new IllegalArgumentException("no masked field: " + field);
        }
        return mask;
    }
}
