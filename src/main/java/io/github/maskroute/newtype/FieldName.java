package io.github.maskroute.newtype;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be made of the name of a field. */
final class FieldName {

    /** Numbers, a UUID, or too long for a name that a person chose. */
    private static final Pattern NUMBERED = Pattern.compile("[0-9 ._:-]+|.*[0-9]{5}.*|.*[0-9a-f]{8}-[0-9a-f]{4}-.*|.{65,}",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What ends a line, steers a terminal, or is half a character. */
    private static final Pattern UNUSABLE = Pattern.compile("|.*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*", Pattern.DOTALL);

    private static final Set<ValueFormat> DATA = EnumSet.of(ValueFormat.EMAIL_WITHIN, ValueFormat.ADDRESS, ValueFormat.IBAN, ValueFormat.CARD, ValueFormat.PHONE, ValueFormat.NATIONAL,
            ValueFormat.DATE, ValueFormat.MOMENT);

    private FieldName() {}

    /** Whether it is more likely a value than a name. */
    static boolean looksLikeData(String name) {
        return NUMBERED.matcher(name).matches() || DATA.stream().anyMatch(look -> look.is(name));
    }

    /** Whether it can stand in files and in lines for people. */
    static boolean isUsable(String name) {
        return !UNUSABLE.matcher(name).matches();
    }

    /** In lower case, its words apart: {@code customer_email} for {@code customerEmail} or {@code Customer e-mail}. */
    static String words(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** The same in ASCII, without marks; empty if nothing is left. */
    static String ascii(String name) {
        return words(Normalizer.normalize(words(name), Normalizer.Form.NFD).replaceAll("\\p{M}", "").replaceAll("[^a-z0-9_]", "_"));
    }
}
