package io.github.maskroute.mask;


/** The rule that replaces a field's value in the masked event. Immutable and thread-safe. */
public sealed interface Mask permits TokenMask, CutMask, LastMask {

    /** The rule for values. It completes the sentence 'must be …'. */
    String rule();

    /** The value's canonical spelling, or the rule that it breaks. */
    CanonicalResult read(String value);

    /**
     * The masked value.
     *
     * @param canonical a canonical spelling from {@link #read}
     * @param keys for the primary key of a token's scheme
     */
    String masked(String canonical, MaskingKeys keys);

    /** Describes kind and options for people: {@code address, hmac}. Equal descriptions mean equal results for equal values and keys. */
    String description(String field);
}
