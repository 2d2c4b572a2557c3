package io.github.maskroute.mask;

/**
 * What is cut off at both ends of a value before it is masked, for fields of every kind: the characters with Unicode's
 * property White_Space, the separators U+001C to U+001F, and the blanks without width U+180E, U+200B, U+2060 and U+FEFF.
 *
 * <p>Tokens depend on it: a character less, and values that were equal no longer are. So the characters are named here, and
 * do not come from the tables of a JDK.
 */
public final class WhiteSpace {

    private WhiteSpace() {}

    /** A value without white space at its ends; what is within stays. */
    public static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && is(value.charAt(start))) {
            start++;
        }
        while (start < end && is(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    /** Whether this is a character that is cut off. None of them takes two units of UTF-16. */
    static boolean is(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
        }
        return switch (c) {
            case 0x85, 0xA0, 0x1680, 0x180E, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF -> true;
            default -> c >= 0x2000 && c <= 0x200B;
        };
    }
}
