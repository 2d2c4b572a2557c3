package io.github.maskroute.mask;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of mail domains as DNS has them: in lower case, and in ASCII by UTS 46, without the transitional mappings, as browsers and
 * registries do: {@code faß.de} is {@code xn--fa-hia.de}.
 *
 * <p>Not by {@link java.net.IDN}: it knows IDNA 2003 alone, to which {@code faß.de} is another domain, {@code fass.de}; and a JDK that
 * learns better would change tokens.
 */
final class DomainName {

    /** A label of letters, digits and hyphens within; the last is no number: nobody's domain ends so, but card numbers do. */
    private static final Pattern LABELS = Pattern.compile(
            "(?:LABEL\\.)++(?![0-9]++$)LABEL".replace("LABEL", "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+"));

    private static final int MOST_CHARACTERS = 253;

    private DomainName() {}

    /** The one spelling of a domain of two or more labels; empty if it is none. */
    static Optional<String> canonical(String spelling) {
        String ascii = isAscii(spelling) && !hasEncodedLabel(spelling) ? spelling.toLowerCase(Locale.ROOT) : Idna.ascii(spelling);
        return ascii.length() <= MOST_CHARACTERS && LABELS.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean hasEncodedLabel(String ascii) {
        return ascii.regionMatches(true, 0, "xn--", 0, 4) || ascii.toLowerCase(Locale.ROOT).contains(".xn--");
    }

    /** Of its own, so that its tables are read when a domain needs them, and not before. */
    private static final class Idna {

        private static final IDNA UTS_46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

        /** Empty if it cannot be so. */
        static String ascii(String spelling) {
            IDNA.Info info = new IDNA.Info();
            StringBuilder ascii = UTS_46.nameToASCII(spelling, new StringBuilder(), info);
            return info.hasErrors() ? "" : ascii.toString();
        }
    }
}
