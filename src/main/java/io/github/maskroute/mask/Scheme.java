package io.github.maskroute.mask;

import java.util.Locale;

/** The algorithm that turns a value into a token. It is the first part of every token. */
public enum Scheme {

    /** HMAC-SHA256: irreversible. */
    HMAC(false),
    /** AES-SIV: reversible with the key. */
    SIV(true),
    /** Prefix-preserving encryption of addresses: reversible with the key. It shows which addresses share a network. */
    PREFIX(true);

    private final boolean reversible;

    Scheme(boolean reversible) {
        this.reversible = reversible;
    }

    /** Whether a token can be decoded to its value. */
    public boolean reversible() {
        return reversible;
    }

    /** The word for this scheme in tokens, settings and schemas. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of a key of this scheme in tokens, commands and messages: {@code siv.531c9b8a}. */
    public String keyName(String id) {
        return word() + "." + id;
    }

    /**
     * The scheme with this word.
     *
     * @throws IllegalArgumentException if the word is unknown
     */
    public static Scheme named(String word) {
        for (Scheme scheme : values()) {
            if (scheme.word().equals(word)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("a masking scheme is `hmac`, `siv` or `prefix`");
    }
}
