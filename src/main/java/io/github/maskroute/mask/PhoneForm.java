package io.github.maskroute.mask;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/**
 * Phone numbers in the form of E.164, {@code +493012345678}, by Google's libphonenumber.
 *
 * <p>A number must have a length that its country has. Whether it is in use is not asked: which ranges are changes from month to month.
 * Extensions are refused: E.164 has no place for them, and two desks of one house would become one.
 *
 * @param region the country of numbers without country code, in two letters
 */
record PhoneForm(String region) implements CanonicalForm {

    static final String RULE = "a phone number with its country code, as in +49 30 12345678";

    /** libphonenumber's word for 'none'. */
    static final String NO_REGION = "ZZ";

    /** Digits of any script, and what stands between them; libphonenumber itself would read on to the first such part of a text. */
    private static final Pattern SIGNS = Pattern.compile(
            "[+\uFF0B]?[\\p{Nd} ()./\\[\\]\\-\u2010-\u2015\u2212\u30FC\uFF08\uFF09\uFF0D-\uFF0F\uFF3B\uFF3D\u00AD]++");

    private static final Pattern EXTENSION = Pattern.compile("(?i)\\d[^\\d+]{0,9}(?:x|ext|[#~,;])[^\\d+]{0,9}\\d{1,9}#?$");

    /** Whether a text names a country, in two capital letters. */
    static boolean isRegion(String text) {
        return Phones.UTIL.getSupportedRegions().contains(text);
    }

    @Override
    public CanonicalResult readTrimmed(String trimmed) {
        String spaced = spaced(trimmed);
        if (!SIGNS.matcher(spaced).matches()) {
            return new CanonicalResult.Refused(sign(trimmed));
        }
        CanonicalResult reading = parsed(spaced, region);
        // With zeros too many it reads some numbers in two ways, one after the other; most come as they are, and are read once.
        return reading.canonical().filter(canonical -> !canonical.equals(spaced) && !parsed(canonical, NO_REGION).equals(reading)).isPresent()
                ? new CanonicalResult.Refused(BrokenRule.NO_LENGTH_OF_COUNTRY) : reading;
    }

    private static CanonicalResult parsed(String spelling, String region) {
        try {
            PhoneNumber number = Phones.UTIL.parse(spelling, region);
            return Phones.UTIL.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? new CanonicalResult.Canonical(Phones.UTIL.format(number, PhoneNumberFormat.E164))
                    : new CanonicalResult.Refused(BrokenRule.NO_LENGTH_OF_COUNTRY);
        } catch (NumberParseException e) {
            return new CanonicalResult.Refused(switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> "+\uFF0B".indexOf(spelling.charAt(0)) >= 0
                        ? BrokenRule.UNKNOWN_COUNTRY_CODE : BrokenRule.NO_COUNTRY_CODE;
                case NOT_A_NUMBER -> BrokenRule.NO_PHONE;
                case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN, TOO_LONG -> BrokenRule.NO_LENGTH_OF_COUNTRY;
            });
        }
    }

    private static BrokenRule sign(String trimmed) {
        if (Token.isShapeOf(trimmed)) {
            return BrokenRule.TOKEN;
        }
        if (EXTENSION.matcher(trimmed).find()) {
            return BrokenRule.EXTENSION;
        }
        return trimmed.indexOf(',') < 0 && trimmed.indexOf(';') < 0 ? BrokenRule.NO_PHONE : BrokenRule.LIST;
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text);
        for (int i = 0; i < spaced.length(); i++) {
            if (WhiteSpace.is(spaced.charAt(i))) {
                spaced.setCharAt(i, ' ');
            }
        }
        return spaced.toString();
    }

    /** Of its own, so that its tables are read when a number comes, and not before. */
    private static final class Phones {

        private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    }
}
