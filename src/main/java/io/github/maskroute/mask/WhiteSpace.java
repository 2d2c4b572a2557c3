package io.github.maskroute.mask;


/**
 * The characters that are removed from both ends of a value before masking, for fields of every kind: those with Unicode's property
 * White_Space, the separators U+001C to U+001F, and the zero-width spaces U+180E, U+200B, U+2060 and U+FEFF.
 *
 * <p>Tokens depend on this set: with one character less, some equal values would no longer be equal. The characters are therefore listed
 * here and not taken from the JDK's tables.
 */
public final class WhiteSpace {

    private WhiteSpace() {}

    /** The value without white space at its ends. Inner white space stays. */
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

    /** Whether this character is removed. All of them are in the Basic Multilingual Plane. */
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
