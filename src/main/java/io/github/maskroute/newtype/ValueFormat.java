package io.github.maskroute.newtype;

import io.github.maskroute.mask.Mask;
import io.github.maskroute.mask.MaskKind;
import io.github.maskroute.mask.Scheme;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A format that a value can have, independent of the name of its field. */
enum ValueFormat {

    EMAIL("e-mail addresses", acceptedAs("email")),
    ADDRESS("IP addresses", acceptedAs("address")),
    IBAN("bank accounts (IBAN)", ValueFormat::isIban),
    CARD("payment card numbers", ValueFormat::isCard),
    /** In the international form of E.164. */
    PHONE("phone numbers", acceptedAs("phone")),
    /** Of the USA, Britain, Brazil and Sweden: those with punctuation or letters, which an order number does not have. */
    NATIONAL("national identity numbers", Pattern.compile("[0-9]{3}-[0-9]{2}-[0-9]{4}"
            + "|[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]"
            + "|[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}|(?:[0-9]{2})?[0-9]{6}[-+][0-9]{4}").asMatchPredicate()),
    EMAIL_WITHIN("texts with an e-mail address in them", Pattern.compile("[^\\s@<>\",;]@[^\\s@<>\",;]{1,253}\\.[A-Za-z]{2}").asPredicate()),
    DATE("dates", Pattern.compile(ValueFormat.DATE_PATTERN).asMatchPredicate()),
    MOMENT("moments", Pattern.compile(ValueFormat.MOMENT_PATTERN).asMatchPredicate());

    static final String DATE_PATTERN = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";

    /** The form of RFC 3339 with a T and an offset. PostgreSQL accepts all of it except days that the month does not have. */
    static final String MOMENT_PATTERN = DATE_PATTERN
            + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])";

    /** Longest e-mail address, and so the longest text that can be a single value. */
    private static final int MAX_LENGTH = 320;

    private final String description;
    private final Predicate<String> predicate;

    ValueFormat(String description, Predicate<String> predicate) {
        this.description = description;
        this.predicate = predicate;
    }

    boolean matches(String text) {
        return (this == EMAIL_WITHIN || text.length() <= MAX_LENGTH) && predicate.test(text);
    }

    /** To complete the sentence 'they look like …'. */
    String description() {
        return description;
    }

    /** A number in a range of the card networks, with the check digit of ISO/IEC 7812 (Luhn algorithm). */
    private static boolean isCard(String text) {
        String digits = text.replaceAll("(?<=[0-9])[ -](?=[0-9])", "");
        return digits.matches("[2-6][0-9]{12,18}") && luhn(digits) % 10 == 0;
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }

    /** ISO 13616: with country and check digits moved to the end, the number is 1 modulo 97. */
    private static boolean isIban(String text) {
        String plain = text.replace(" ", "");
        if (!plain.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
            return false;
        }
        StringBuilder number = new StringBuilder();
        (plain.substring(4) + plain.substring(0, 4)).chars().forEach(c -> number.append(Character.digit(c, 36)));
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** The values that the mask accepts. An event with any other value would be rejected. */
    private static Predicate<String> acceptedAs(String kind) {
        Mask mask = MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, kind);
        return text -> mask.read(text).canonical().isPresent();
    }
}
