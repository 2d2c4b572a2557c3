package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.github.maskroute.testing.Seeded;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every kind of mask, over random values and the phone numbers of all countries. */
class KindPropertiesTest {

    private static final int ROUNDS = 500;
    private static final MaskingKeys NO_KEYS = () -> new Keyset(List.of());

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void shouldReadSpellingsOfOneValueAsOneCanonicalForm(FieldKind kind) {
        Seeded.rounds(ROUNDS, random -> {
            String[] spellings = Spellings.of(kind, random);
            String canonical = kind.read(spellings[0]).canonical().orElseThrow();
            for (String spelling : spellings) {
                assertThat(kind.read(spelling).canonical()).as(spelling).hasValue(canonical);
            }
            assertThat(kind.read(canonical).canonical()).hasValue(canonical);
        });
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void shouldKeepCanonicalForm(FieldKind kind) {
        int[] read = {0};
        Seeded.rounds(4 * ROUNDS, random -> kind.read(damaged(kind, random)).canonical().ifPresent(canonical -> {
            assertThat(kind.read(canonical).canonical()).hasValue(canonical);
            read[0]++;
        }));
        assertThat(read[0]).as("accepted texts").isGreaterThan(ROUNDS / 4);
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void shouldPadPlaintextToSteps(FieldKind kind) {
        Seeded.rounds(ROUNDS, random -> {
            String canonical = Spellings.canonical(kind, random);
            byte[] bytes = kind.bytes(canonical);
            assertThat(kind.text(bytes)).hasValue(canonical);
            assertThat(bytes.length).isIn(switch (kind) {
                case ADDRESS -> List.of(4, 16);
                case TEXT -> List.of(16, 32, 48, 64, 80, 96, 112, 128, 144, 160);
                case EMAIL -> List.of(32, 64, 96, 128, 160);
                case PHONE -> List.of(24);
            });
        });
    }

    /** No message contains a part of the value. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "address", "email", "phone", "redact", "network", "year", "month", "last", "email-domain"})
    void shouldNotQuoteValue(String kind) {
        Mask mask = MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, "field");
        Seeded.rounds(ROUNDS, random -> {
            String value = "7493" + damaged(FieldKind.values()[random.nextInt(4)], random) + "7493";
            CanonicalResult reading = mask.read(value);
            String texts = mask + mask.rule() + mask.description("field") + reading + reading.broken().map(BrokenRule::description);
            assertThat(texts).doesNotContain("7493", value);
        });
    }

    @Test
    void shouldReadPhoneNumbersOfAllCountries() {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        for (String region : phones.getSupportedRegions()) {
            TokenMask ofRegion = new TokenMask(FieldKind.PHONE, Scheme.HMAC, "phone", region);
            for (PhoneNumberType type : PhoneNumberType.values()) {
                PhoneNumber number = phones.getExampleNumberForType(region, type);
                if (number == null || phones.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
                    continue;
                }
                String canonical = phones.format(number, PhoneNumberFormat.E164);
                assertThat(FieldKind.PHONE.read(canonical).canonical()).hasValue(canonical);
                assertThat(FieldKind.PHONE.read(phones.format(number, PhoneNumberFormat.INTERNATIONAL)).canonical()).hasValue(canonical);
                assertThat(ofRegion.read(phones.format(number, PhoneNumberFormat.NATIONAL)).canonical()).as(region).hasValue(canonical);
            }
        }
    }

    /** The libraries share tables and patterns between threads. */
    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void shouldBeThreadSafe(FieldKind kind) {
        List<String> values = IntStream.range(0, 2 * ROUNDS).mapToObj(seed -> damaged(kind, new Random(seed))).toList();
        List<CanonicalResult> sequential = values.stream().map(kind::read).toList();

        assertThat(values.parallelStream().map(kind::read).toList()).isEqualTo(sequential);
    }

    @Test
    void shouldDeriveNetworkFromFirstBitsOnly() {
        Seeded.rounds(ROUNDS, random -> {
            int[] groups = Ipv6Spellings.randomGroups(random);
            groups[0] = 0x2001;
            int[] others = groups.clone();
            for (int i = 3; i < others.length; i++) {
                others[i] = random.nextInt(0x10000);
            }
            assertThat(cut("network", Ipv6Spellings.rfc5952(groups))).isEqualTo(cut("network", Ipv6Spellings.rfc5952(others)));
            others[2] ^= 1 << random.nextInt(16);
            assertThat(cut("network", Ipv6Spellings.rfc5952(groups))).isNotEqualTo(cut("network", Ipv6Spellings.rfc5952(others)));

            String start = random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".";
            assertThat(cut("network", start + random.nextInt(256))).isEqualTo(start + "0/24");
        });
    }

    @Test
    void shouldHideDayAndTime() {
        Seeded.rounds(ROUNDS, random -> {
            LocalDate date = LocalDate.of(random.nextInt(10_000), 1 + random.nextInt(12), 1 + random.nextInt(28));
            String time = "T%02d:%02d:%02dZ".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            String value = random.nextBoolean() ? date.toString() : date + time;
            assertThat(cut("month", value)).isEqualTo(date.toString().substring(0, 7));
            assertThat(cut("year", value)).isEqualTo(date.toString().substring(0, 4));
        });
    }

    @Test
    void shouldShowEndOnly() {
        Seeded.rounds(ROUNDS, random -> {
            String end = String.valueOf(1000 + random.nextInt(9000));
            assertThat(cut("last", Spellings.canonical(FieldKind.PHONE, random) + "- " + end)).isEqualTo(end);
            assertThat(cut("redact", Spellings.canonical(FieldKind.TEXT, random))).isEqualTo("redacted");
        });
    }

    @Test
    void shouldHideMailbox() {
        Seeded.rounds(ROUNDS, random -> {
            String email = Spellings.canonical(FieldKind.EMAIL, random);
            String domain = email.substring(email.indexOf('@') + 1);
            assertThat(cut("email-domain", email)).isEqualTo(domain).isEqualTo(cut("email-domain", "other@" + domain));
        });
    }

    private static String cut(String kind, String value) {
        Mask mask = MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, "field");
        Optional<String> result = mask.read(value).canonical().map(canonical -> mask.masked(canonical, NO_KEYS));
        return result.orElseThrow();
    }

    /** A value of the kind with up to three characters deleted, doubled or replaced. */
    private static String damaged(FieldKind kind, Random random) {
        String alphabet = "0123456789abcxXYZ:.@-+() /#,;'\"\u00fc\u00df\u0308\u3002\u200d";
        String[] spellings = Spellings.of(kind, random);
        StringBuilder text = new StringBuilder(spellings[random.nextInt(spellings.length)]);
        for (int i = random.nextInt(4); i > 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }
}
