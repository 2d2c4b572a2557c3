package io.github.maskroute.newtype;

import io.github.maskroute.mask.Mask;
import io.github.maskroute.mask.MaskKind;
import io.github.maskroute.mask.Scheme;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value looks like, whatever its field is called. */
enum ValueFormat {

    EMAIL("e-mail addresses", acceptedAs("email")),
    ADDRESS("IP addresses", acceptedAs("address")),
    /** ISO 13616: after the country and check digits are moved to the end, the number is 1 modulo 97. */
    IBAN("bank accounts (IBAN)", ValueFormat::isIban),
    CARD("payment card numbers", ValueFormat::isCard),
    /** In the international form of E.164. */
    PHONE("phone numbers", acceptedAs("phone")),
    /** Of the USA, of Britain, of Brazil and of Sweden: those that punctuation or letters tell from an order's number. */
    NATIONAL("national identity numbers", Pattern.compile("[0-9]{3}-[0-9]{2}-[0-9]{4}"
            + "|[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]"
            + "|[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}|(?:[0-9]{2})?[0-9]{6}[-+][0-9]{4}").asMatchPredicate()),
    EMAIL_WITHIN("texts with an e-mail address in them", Pattern.compile("[^\\s@<>\",;]@[^\\s@<>\",;]{1,253}\\.[A-Za-z]{2}").asPredicate()),
    DATE("dates", Pattern.compile(TextStatistics.DATE).asMatchPredicate()),
    MOMENT("moments", Pattern.compile(TextStatistics.MOMENT).asMatchPredicate());

    /** Of an e-mail address, and so of any value that is one thing. */
    private static final int LONGEST = 320;

    private final String words;
    private final Predicate<String> is;

    ValueFormat(String words, Predicate<String> is) {
        this.words = words;
        this.is = is;
    }

    boolean is(String text) {
        return (this == EMAIL_WITHIN || text.length() <= LONGEST) && is.test(text);
    }

    /** To complete the sentence 'they look like …'. */
    String words() {
        return words;
    }

    /** What a name says that says the same; null if none does. */
    @Nullable NameHint hint() {
        return switch (this) {
            case EMAIL, EMAIL_WITHIN -> NameHint.EMAIL;
            case ADDRESS -> NameHint.ADDRESS;
            case IBAN -> NameHint.ACCOUNT;
            case CARD -> NameHint.CARD;
            case PHONE -> NameHint.PHONE;
            case NATIONAL -> NameHint.NATIONAL;
            case DATE, MOMENT -> null;
        };
    }

    /** Of a range that card networks have, and with the check digit of ISO/IEC 7812 (Luhn's). */
    private static boolean isCard(String text) {
        String digits = text.replaceAll("(?<=[0-9])[ -](?=[0-9])", "");
        return digits.matches("[2-6][0-9]{12,18}") && luhn(digits) % 10 == 0;
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum;
    }

    private static boolean isIban(String text) {
        String plain = text.replace(" ", "");
        if (!plain.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
            return false;
        }
        StringBuilder number = new StringBuilder();
        (plain.substring(4) + plain.substring(0, 4)).chars().forEach(c -> number.append(Character.digit(c, 36)));
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** What the mask would refuse does not look so: an event with it would be rejected. */
    private static Predicate<String> acceptedAs(String kind) {
        Mask mask = MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, kind);
        return text -> mask.read(text).canonical().isPresent();
    }
}
