package io.github.maskroute.mask;

import java.util.Locale;

/** How a value becomes a token; the first part of every token names it. */
public enum Scheme {

    /** HMAC-SHA256: cannot be turned back. */
    HMAC(false),
    /** AES-SIV: can be turned back by whoever has the key. */
    SIV(true),
    /** Prefix-preserving encryption of addresses: can be turned back, and shows which addresses are neighbours. */
    PREFIX(true);

    private final boolean reversible;

    Scheme(boolean reversible) {
        this.reversible = reversible;
    }

    /** Whether a token can be turned back into its value. */
    public boolean reversible() {
        return reversible;
    }

    /** The word for it in tokens, settings and routes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a key of this scheme is called, in tokens, commands and messages: {@code siv.531c9b8a}. */
    public String keyName(String id) {
        return word() + "." + id;
    }

    /**
     * The scheme of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scheme named(String word) {
        for (Scheme scheme : values()) {
            if (scheme.word().equals(word)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("a masking scheme is `hmac`, `siv` or `prefix`, and nothing else");
    }
}
