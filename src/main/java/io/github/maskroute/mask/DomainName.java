package io.github.maskroute.mask;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The canonical DNS form of mail domains: lower case, and ASCII by UTS 46 without the transitional mappings, as browsers and registries
 * use it: {@code faß.de} becomes {@code xn--fa-hia.de}.
 *
 * <p>{@link java.net.IDN} is not used. It implements IDNA 2003 only, which maps {@code faß.de} to another domain, {@code fass.de}, and a
 * JDK with a newer IDNA would change tokens.
 */
final class DomainName {

    /** Labels of letters, digits and inner hyphens. The last label is not a number: no domain ends in one, but card numbers do. */
    private static final Pattern LABELS = Pattern.compile(
            "(?:LABEL\\.)++(?![0-9]++$)LABEL".replace("LABEL", "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+"));

    private static final int MAX_CHARACTERS = 253;

    private DomainName() {}

    /** The canonical spelling of a domain of two or more labels; empty if the text is not one. */
    static Optional<String> canonical(String spelling) {
        String ascii = isAscii(spelling) && !hasEncodedLabel(spelling) ? spelling.toLowerCase(Locale.ROOT) : Idna.ascii(spelling);
        return ascii.length() <= MAX_CHARACTERS && LABELS.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean hasEncodedLabel(String ascii) {
        return ascii.regionMatches(true, 0, "xn--", 0, 4) || ascii.toLowerCase(Locale.ROOT).contains(".xn--");
    }

    /** A separate class, so that its tables load only when a domain needs them. */
    private static final class Idna {

        private static final IDNA UTS_46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

        /** Returns an empty text if the domain has no ASCII form. */
        static String ascii(String spelling) {
            IDNA.Info info = new IDNA.Info();
            StringBuilder ascii = UTS_46.nameToASCII(spelling, new StringBuilder(), info);
            return info.hasErrors() ? "" : ascii.toString();
        }
    }
}
