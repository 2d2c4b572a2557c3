package io.github.maskroute.mask;

/**
 * Which spellings of a value are the same value, and the one that stands for them all: equal things must give equal results. The
 * canonical spelling of a canonical spelling is itself.
 *
 * <p>Safe for use by several threads.
 */
interface CanonicalForm {

    /** Reads a value, without what {@link WhiteSpace} names at its ends. */
    default CanonicalResult read(String value) {
        if (!isWellFormed(value)) {
            return new CanonicalResult.Refused(BrokenRule.NOT_TEXT);
        }
        String trimmed = WhiteSpace.trimmed(value);
        return trimmed.isEmpty() ? new CanonicalResult.Refused(BrokenRule.EMPTY) : readTrimmed(trimmed);
    }

    /** @param trimmed is not empty */
    CanonicalResult readTrimmed(String trimmed);

    /**
     * A lone surrogate has no UTF-8 form: encoders put '?' in its place and would make unequal values equal. With U+0000 an event
     * is turned away as a whole, so that no row has its token.
     */
    private static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
