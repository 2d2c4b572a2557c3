package io.github.maskroute.mask;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/**
 * Phone numbers in E.164 format, {@code +493012345678}, parsed by Google's libphonenumber.
 *
 * <p>A number must have a valid length for its country. Whether its range is assigned is not checked: assignments change monthly.
 * Extensions are rejected: E.164 cannot express them, and two extensions of one number would get the same token.
 *
 * @param region the country of numbers without country code, in two letters
 */
record PhoneForm(String region) implements CanonicalForm {

    static final String RULE = "a phone number with its country code, as in +49 30 12345678";

    /** libphonenumber's code for 'no region'. */
    static final String NO_REGION = "ZZ";

    /** Digits of any script, and separators. libphonenumber itself would search a longer text for the first phone number. */
    private static final Pattern CHARACTERS = Pattern.compile(
            "[+\uFF0B]?[\\p{Nd} ()./\\[\\]\\-\u2010-\u2015\u2212\u30FC\uFF08\uFF09\uFF0D-\uFF0F\uFF3B\uFF3D\u00AD]++");

    private static final Pattern EXTENSION = Pattern.compile("(?i)\\d[^\\d+]{0,9}(?:x|ext|[#~,;])[^\\d+]{0,9}\\d{1,9}#?$");

    /** Whether a text is the code of a country, in two capital letters. */
    static boolean isRegion(String text) {
        return Phones.UTIL.getSupportedRegions().contains(text);
    }

    @Override
    public CanonicalResult readTrimmed(String trimmed) {
        String spaced = spaced(trimmed);
        if (!CHARACTERS.matcher(spaced).matches()) {
            return new CanonicalResult.Refused(diagnosis(trimmed));
        }
        CanonicalResult reading = parsed(spaced, region);
        // libphonenumber parses some numbers with extra zeros differently the second time. Most numbers come in E.164 and are parsed once.
        return reading.canonical()
                .filter(canonical -> !canonical.equals(spaced) && !parsed(canonical, NO_REGION).equals(reading)).isPresent()
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

    private static BrokenRule diagnosis(String trimmed) {
        if (Token.isToken(trimmed)) {
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

    /** A separate class, so that its tables load with the first number. */
    private static final class Phones {

        private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    }
}
