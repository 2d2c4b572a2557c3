package io.github.maskroute.mask;


/**
 * Maps all spellings of a value to one canonical spelling, so that equal values have equal results. A canonical spelling maps to
 * itself.
 *
 * <p>Thread-safe.
 */
interface CanonicalForm {

    /** Reads a value without the {@link WhiteSpace} at its ends. */
    default CanonicalResult read(String value) {
        if (!isWellFormed(value)) {
            return new CanonicalResult.Refused(BrokenRule.NOT_TEXT);
        }
        String trimmed = WhiteSpace.trimmed(value);
        return trimmed.isEmpty() ? new CanonicalResult.Refused(BrokenRule.EMPTY) : readTrimmed(trimmed);
    }

    /** @param trimmed a value without white space at its ends; not empty */
    CanonicalResult readTrimmed(String trimmed);

    /**
     * A lone surrogate has no UTF-8 form: encoders replace it by '?', which would make unequal values equal. U+0000 is rejected in
     * events, so no stored token can be made from it.
     */
    private static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
