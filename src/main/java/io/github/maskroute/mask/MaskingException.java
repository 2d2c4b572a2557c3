package io.github.maskroute.mask;


/**
 * A key or a token cannot be used. The message names the key, the file or the rule, and the remedy. It never contains a value or part of
 * a key.
 */
public final class MaskingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kind of error, for callers that handle them differently. */
    public enum Fault {
        /** The text does not have the format of a token. */
        NO_TOKEN,
        /** The token's scheme is not reversible. */
        NOT_REVERSIBLE,
        /** The keyset does not have the token's key. */
        UNKNOWN_KEY,
        /** The token's key is disabled. */
        DISABLED_KEY,
        /** The token was not made with the key that it names for any known field. */
        TAMPERED_TOKEN,
        /** The token was made for another field. */
        OTHER_FIELD,
        /** The keyset has no key for a scheme, or a file contains keys of another scheme than its name says. */
        WRONG_KEYSET,
        /** A key file or keyset is missing, malformed or readable by others. */
        UNREADABLE_FILE,
        /** The key-encryption key does not decrypt the keyset, is unavailable, or is required but not set. */
        WRONG_KEY_ENCRYPTION_KEY
    }

    private final Fault fault;

    public MaskingException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
