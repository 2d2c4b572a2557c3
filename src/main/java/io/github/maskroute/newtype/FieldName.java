package io.github.maskroute.newtype;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Functions on the name of a field. */
final class FieldName {

    /** Numbers, a UUID, or text that is too long for a name that a person chose. */
    private static final Pattern DATA = Pattern.compile("[0-9 ._:-]+|.*[0-9]{5}.*|.*[0-9a-f]{8}-[0-9a-f]{4}-.*|.{65,}",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Set<ValueFormat> DATA_FORMATS = EnumSet.of(ValueFormat.EMAIL_WITHIN, ValueFormat.ADDRESS, ValueFormat.IBAN,
            ValueFormat.CARD, ValueFormat.PHONE, ValueFormat.NATIONAL, ValueFormat.DATE, ValueFormat.MOMENT);

    /** Line ends, control characters and unpaired surrogates. */
    private static final Pattern UNUSABLE = Pattern.compile("|.*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*", Pattern.DOTALL);

    private FieldName() {}

    /** Whether the text is more likely a value than a name. */
    static boolean looksLikeData(String name) {
        return DATA.matcher(name).matches() || DATA_FORMATS.stream().anyMatch(format -> format.matches(name));
    }

    /** Whether the name can be written to files and to a terminal. */
    static boolean isUsable(String name) {
        return !UNUSABLE.matcher(name).matches();
    }

    /** In snake case: {@code customer_email} for {@code customerEmail}, {@code customer_e_mail} for {@code Customer e-mail}. */
    static String snakeCase(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** In snake case and ASCII, without diacritics; possibly empty. */
    static String asciiSnakeCase(String name) {
        return snakeCase(Normalizer.normalize(snakeCase(name), Normalizer.Form.NFD).replaceAll("\\p{M}", "").replaceAll("[^a-z0-9_]", "_"));
    }
}
