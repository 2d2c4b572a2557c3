package io.github.maskroute.mask;

/**
 * A key or a token that cannot be used. The message names the key, the file or the rule, and the remedy; never a value,
 * never part of a key.
 */
public final class MaskingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for callers that tell faults apart. */
    public enum Fault {
        /** Text that has not the shape of a token. */
        NO_TOKEN,
        /** A token of a scheme that cannot be turned back. */
        NOT_REVERSIBLE,
        /** The token names a key that the keyset does not have. */
        UNKNOWN_KEY,
        /** The token names a key that is disabled. */
        DISABLED_KEY,
        /** The token was not made by the key that it names, for any known field. */
        TAMPERED_TOKEN,
        /** The token was made for another field than the one asked for. */
        OTHER_FIELD,
        /** The keyset has no key for a scheme, or a file of it holds other keys than its name says. */
        WRONG_KEYSET,
        /** A key file or keyset is missing, malformed, or readable by others. */
        UNREADABLE_FILE,
        /** The key-encryption key does not open the keyset, cannot be used at present, or is needed and not given. */
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
