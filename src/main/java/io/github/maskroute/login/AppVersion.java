package io.github.maskroute.login;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version text as one integer: major x 1,000,000 + minor x 1,000 + patch.
 *
 * <p>It orders as versions do and can be turned back. Missing parts count as 0.
 */
public final class AppVersion {

    /** The rule that {@link #toInteger} keeps, to complete the sentence 'must be …'. */
    public static final String RULE = "major[.minor[.patch]] in digits and nothing around it, major to 2146, minor and patch to 999";

    private static final int MAX_MAJOR = 2146;
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,4})(?:\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?)?");

    private AppVersion() {}

    /** The integer for {@code 2.3.0} or {@code 0.96}; empty if the text breaks {@link #RULE}. */
    public static OptionalInt toInteger(String version) {
        Matcher parts = PARTS.matcher(version);
        if (!parts.matches() || part(parts, 1) > MAX_MAJOR) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(part(parts, 1) * 1_000_000 + part(parts, 2) * 1_000 + part(parts, 3));
    }

    private static int part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
