package io.github.maskroute.event;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A schema's {@code pattern}, which looks at no text for ever: some patterns, {@code (x+x+)+y} or {@code ([a-z]|[0-9])*}, take years or
 * all of a stack for a few kilobytes that somebody sent. What a pattern cannot decide upon within its bound does not match.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class BoundedPattern implements RegularExpression {

    /** A text of 4,096 characters, looked at from each of them to its end, takes 8 million; that is a fraction of a second. */
    private static final int MOST_LOOKS = 10_000_000;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException if it is none */
    BoundedPattern(String pattern) {
        // As the validator's own way does: ECMA-262 has some things otherwise than the JDK.
        this.pattern = Pattern.compile(RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(pattern)));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Looks(text)).find();
        } catch (TooManyLooksException | StackOverflowError e) {
            return false;
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Looks implements CharSequence {

        private final String text;
        private int looks;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooManyLooksException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManyLooksException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyLooksException() {
            super(null, null, false, false);
        }
    }
}
