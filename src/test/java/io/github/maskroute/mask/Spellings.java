package io.github.maskroute.mask;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Several spellings of one random value of a kind. The canonical spelling is not always among them. */
final class Spellings {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final List<String> REGIONS = PHONES.getSupportedRegions().stream().sorted().toList();

    private Spellings() {}

    static String[] of(FieldKind kind, Random random) {
        return switch (kind) {
            case ADDRESS -> ofAddress(random);
            case TEXT -> ofText(random);
            case EMAIL -> ofEmail(random);
            case PHONE -> ofPhone(random);
        };
    }

    static String canonical(FieldKind kind, Random random) {
        return kind.read(of(kind, random)[0]).canonical().orElseThrow();
    }

    private static String[] ofAddress(Random random) {
        if (random.nextBoolean()) {
            int[] groups = Ipv6Spellings.randomGroups(random);
            return new String[] {Ipv6Spellings.randomSpelling(groups, random), Ipv6Spellings.rfc5952(groups),
                Ipv6Spellings.randomSpelling(groups, random), " " + Ipv6Spellings.randomSpelling(groups, random)};
        }
        String address = random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
        return new String[] {address, "::ffff:" + address, "0:0:0:0:0:FFFF:" + address, address + " "};
    }

    /** 1 to 39 characters: letters, digits, punctuation, an umlaut and an emoji, in 159 bytes at most and without white space. */
    private static String[] ofText(Random random) {
        String text = text("abcxyzABCXYZ0123456789.-_:/\u00eb\ud83d\ude00", 1 + random.nextInt(39), random);
        return new String[] {text, " " + text, text + "\n", "\t" + text.replace("\u00eb", "e\u0308") + " "};
    }

    /** The domain is German, Greek, Japanese or ASCII: composed and decomposed, in capitals and in ASCII form, with two kinds of dots. */
    private static String[] ofEmail(Random random) {
        String mailbox = text("abcxyzABCXYZ0123456789-_+\u00eb\u7528", 1 + random.nextInt(20), random);
        String domain = "a" + text("abcxyz0123456789\u00eb\u00df\u03b1\u03c2\u4f8b", random.nextInt(12), random) + ".example";
        String email = mailbox + "@" + domain;
        String canonical = FieldKind.EMAIL.read(email).canonical().orElseThrow();
        return new String[] {email, canonical, Normalizer.normalize(email, Normalizer.Form.NFD),
            " " + mailbox + "@" + domain.replace('.', '\u3002') + "\n",
            mailbox + "@" + domain.replace("\u00df", "\u1e9e").replace('x', 'X').replace('\u03b1', '\u0391'),
            mailbox + "@" + canonical.substring(canonical.indexOf('@') + 1).toUpperCase(Locale.ROOT)};
    }

    /** An example number of a country with a random last digit. */
    private static String[] ofPhone(Random random) {
        PhoneNumber number = new PhoneNumber().mergeFrom(PHONES.getExampleNumber(REGIONS.get(random.nextInt(REGIONS.size()))));
        number.setNationalNumber(number.getNationalNumber() / 10 * 10 + random.nextInt(10));
        String spelling = PHONES.format(number, PhoneNumberFormat.INTERNATIONAL);
        return new String[] {PHONES.format(number, PhoneNumberFormat.E164), spelling, " " + spelling.replace(' ', '\u00A0') + "\t",
            spelling.replace(' ', '-'), spelling.replace('0', '\u0660').replace('1', '\uFF11')};
    }

    private static String text(String alphabet, int count, Random random) {
        return random.ints(count, 0, alphabet.codePointCount(0, alphabet.length()))
                .map(index -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, index)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
