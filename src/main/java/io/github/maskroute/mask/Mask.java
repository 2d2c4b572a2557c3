package io.github.maskroute.mask;

import java.util.Map;
import java.util.Optional;

/** What becomes of a masked field's value. Immutable and safe for use by several threads. */
public sealed interface Mask permits TokenMask, CutMask, LastMask {

    /**
     * A mask, as a schema's {@code x-mask} says it.
     *
     * @param kind the word for it, for example {@code address}
     * @param options by name, without the kind: {@code scheme} and {@code domain} of tokens, and those of the kind
     * @param scheme of the tokens, where the options name none
     * @param domain of the tokens, where the options name none
     * @throws IllegalArgumentException if a word is unknown or malformed, or does not go with another; the message says which words
     *     there are
     */
    static Mask of(String kind, Map<String, String> options, Scheme scheme, String domain) {
        return MaskKind.of(kind).mask(options, scheme, domain);
    }

    /** The rule that a value keeps, to complete the sentence 'must be …'. */
    String rule();

    /** The value's one canonical spelling, or the rule that it breaks. */
    CanonicalResult read(String value);

    /**
     * What stands in the value's place.
     *
     * @param canonical as {@link #read} gives it
     * @param keys asked for the primary key of a token's scheme
     */
    String masked(String canonical, MaskingKeys keys);

    /** All that the result depends on beside value and key, for people: {@code address, hmac}. */
    String words(String field);

    /** This mask, if it makes tokens. */
    default Optional<TokenMask> ofTokens() {
        return this instanceof TokenMask tokens ? Optional.of(tokens) : Optional.empty();
    }
}
