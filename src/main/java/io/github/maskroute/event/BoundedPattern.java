package io.github.maskroute.event;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;

/**
 * A schema's {@code pattern} with a bound on its running time. Patterns such as {@code (x+x+)+y} or {@code ([a-z]|[0-9])*} can run for
 * years or overflow the stack on a few kilobytes of input. A text that cannot be decided within the bound does not match.
 *
 * <p>Immutable and thread-safe.
 */
final class BoundedPattern implements RegularExpression {

    /** Scanning a text of 4,096 characters from each position to its end takes 8 million reads, a fraction of a second. */
    private static final int MAX_READS = 10_000_000;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException if the pattern is malformed */
    BoundedPattern(String pattern) {
        // The validator's own conversion from ECMA-262 syntax to the JDK's.
        this.pattern = Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(pattern)));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new CountedText(text)).find();
        } catch (TooManyReadsException | StackOverflowError e) {
            return false;
        }
    }

    /** A text that limits the number of reads of its characters. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private int reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads > MAX_READS) {
                throw new TooManyReadsException();
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

    private static final class TooManyReadsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyReadsException() {
            super(null, null, false, false);
        }
    }
}
