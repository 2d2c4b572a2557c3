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
 * Computes the tokens that values of a field have, and those that they had before a key rotation or under another scheme. Immutable and
 * thread-safe.
 */
public final class FieldTokens {

    private final String field;
    private final List<TokenMask> masks;
    private final List<MaskingKey> keys;
    private final MaskingKey primary;

    /**
     * @param field path in the event, without brackets
     * @param masks those masks of the field that make tokens, at least one; the first defines valid values
     * @param keys of all schemes, with disabled keys as if enabled
     * @throws MaskingException if the field's scheme has no primary key
     */
    public FieldTokens(String field, List<TokenMask> masks, Keyset keys) {
        this.field = field;
        this.masks = List.copyOf(masks);
        this.keys = keys.entries().stream().map(Keyset.KeyEntry::key).filter(Objects::nonNull).toList();
        this.primary = keys.primary(masks.get(0).scheme());
    }

    /** Path in the event, without brackets. */
    public String field() {
        return field;
    }

    /** Returns the tokens of a value by all keys; empty if the value is not valid for the field. */
    List<String> all(String value) {
        return masks.stream().flatMap(mask -> mask.tokens(value, keys).stream()).toList();
    }

    /** Returns the current token of a value; empty if it breaks the rule of the field. All spellings of a value have the same token. */
    public Optional<String> present(String value) {
        return masks.get(0).tokens(value, List.of(primary)).stream().findFirst();
    }

    /** Names the part of a value whose case changes the token, although users rarely intend that. */
    public Optional<String> caseOfValues() {
        return masks.get(0).kind() == FieldKind.EMAIL ? Optional.of("the mailbox name, before the @") : Optional.empty();
    }

    /** Returns the rule of the field and how a value without token breaks it, to complete the sentence 'must be …'. */
    public String refusal(String value) {
        return masks.get(0).rule() + masks.get(0).read(value).broken().map(broken -> "; " + broken.description()).orElse("");
    }
}
