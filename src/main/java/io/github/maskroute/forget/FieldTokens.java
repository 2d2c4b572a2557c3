package io.github.maskroute.forget;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.TokenMask;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The tokens that values of a field have, or had before a rotation or under another scheme. Immutable and safe for use by several
 * threads.
 */
public final class FieldTokens {

    private final String field;
    private final List<TokenMask> masks;
    private final List<MaskingKey> keys;
    private final MaskingKey primary;

    /**
     * @param field its path in the event, without brackets
     * @param masks of the field whose results are tokens, at least one: the first says what its values are
     * @param keys of all schemes, and as enabled also those that are not
     * @throws MaskingException if there is no primary key of the field's scheme
     */
    public FieldTokens(String field, List<TokenMask> masks, Keyset keys) {
        this.field = field;
        this.masks = List.copyOf(masks);
        this.keys = keys.entries().stream().map(Keyset.KeyEntry::key).filter(Objects::nonNull).toList();
        this.primary = keys.primary(masks.get(0).scheme());
    }

    /** Its path in the event, without brackets. */
    public String field() {
        return field;
    }

    /** A value's tokens by all keys; none if it is not what the field's values are. */
    List<String> all(String value) {
        return masks.stream().flatMap(mask -> mask.tokens(value, keys).stream()).toList();
    }

    /** The token that a value has now; empty if it breaks the rule of the field. Equal values have equal ones, however they are spelt. */
    public Optional<String> present(String value) {
        return masks.get(0).tokens(value, List.of(primary)).stream().findFirst();
    }

    /** Which part of a value has tokens of its own in capitals and in small letters, though people seldom mean that; for people. */
    public Optional<String> caseOfValues() {
        return masks.get(0).kind() == FieldKind.EMAIL ? Optional.of("the mailbox name, before the @") : Optional.empty();
    }

    /** What a value must be, and how this one, which has no token, is not so: to complete the sentence 'must be …'. */
    public String refusal(String value) {
        return masks.get(0).rule() + masks.get(0).read(value).broken().map(broken -> "; " + broken.description()).orElse("");
    }
}
