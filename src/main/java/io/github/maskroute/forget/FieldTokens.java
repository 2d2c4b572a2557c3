package io.github.maskroute.forget;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that values of a field have, or had before a rotation or under another scheme. Immutable and safe for use by several
 * threads.
 *
 * @param masks of the field, among others
 * @param field of which the values are
 * @param keys of all schemes, also disabled ones
 */
public record FieldTokens(FieldMasks masks, String field, Collection<MaskingKey> keys) {

    public FieldTokens {
        keys = List.copyOf(keys);
    }

    /** A value's tokens by all keys; none if it breaks the rule of the field. */
    List<String> all(String value) {
        return masks.tokens(field, value, keys);
    }

    /** The token that a value has now; empty if it breaks the rule of the field. Equal values have equal ones, however they are spelt. */
    public Optional<String> present(String value) {
        return masks.token(field, value);
    }
}
