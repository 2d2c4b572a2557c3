package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.Seeded;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares canonical values with the JDK's addresses and Unicode normalization, over random values. */
class FieldKindPropertiesTest {

    private static final int ROUNDS = 5_000;

    @Test
    void shouldReadEverySpellingAsRfc5952() {
        Seeded.rounds(ROUNDS, random -> {
            int[] groups = Ipv6Spellings.randomGroups(random);
            String expected = Ipv6Spellings.rfc5952(groups);
            for (int j = 0; j < 4; j++) {
                String spelling = Ipv6Spellings.randomSpelling(groups, random);
                assertThat(FieldKind.ADDRESS.read(spelling).canonical()).as(spelling).hasValue(expected);
            }
            assertThat(FieldKind.ADDRESS.read(expected).canonical()).hasValue(expected);
        });
    }

    @Test
    void shouldReadIpv4AndIpv4MappedAddressesAsDottedDecimal() {
        Seeded.rounds(ROUNDS, random -> {
            String address = random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            assertThat(FieldKind.ADDRESS.read(address).canonical()).hasValue(address);
            assertThat(FieldKind.ADDRESS.read("::ffff:" + address).canonical()).hasValue(address);
            int[] groups = {0, 0, 0, 0, 0, 0xffff, random.nextInt(0x10000), random.nextInt(0x10000)};
            assertThat(FieldKind.ADDRESS.read(Ipv6Spellings.randomSpelling(groups, random)).canonical())
                    .hasValue((groups[6] >> 8) + "." + (groups[6] & 0xff) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xff));
        });
    }

    /** Addresses that are equal or differ in one bit. */
    @Test
    void shouldGiveEqualFormsToEqualAddressesOnly() {
        Seeded.rounds(ROUNDS, random -> {
            int[] groups = random.nextInt(4) == 0
                    ? new int[] {0, 0, 0, 0, 0, 0xffff, random.nextInt(0x10000), random.nextInt(0x10000)}
                    : Ipv6Spellings.randomGroups(random);
            int[] others = groups.clone();
            if (random.nextBoolean()) {
                others[random.nextInt(others.length)] ^= 1 << random.nextInt(16);
            }
            Optional<String> one = FieldKind.ADDRESS.read(Ipv6Spellings.randomSpelling(groups, random)).canonical();
            Optional<String> other = FieldKind.ADDRESS.read(Ipv6Spellings.randomSpelling(others, random)).canonical();

            assertThat(one).isPresent();
            assertThat(one.equals(other)).isEqualTo(address(groups).equals(address(others)));
            assertThat(literal(one.orElseThrow())).isEqualTo(address(groups));
        });
    }

    /** The JDK accepts more spellings, but never reads an accepted one as another address. */
    @Test
    void shouldAgreeWithTheJdkOnAcceptedAddresses() {
        int[] accepted = {0};
        Seeded.rounds(40 * ROUNDS, random -> {
            String text = damaged(random);
            FieldKind.ADDRESS.read(text).canonical().ifPresent(canonical -> {
                assertThat(literal(canonical)).as(text).isEqualTo(literal(WhiteSpace.trimmed(text)));
                accepted[0]++;
            });
        });
        assertThat(accepted[0]).as("accepted texts").isGreaterThan(ROUNDS);
    }

    @Test
    void shouldKeepCanonicalText() {
        Seeded.rounds(2 * ROUNDS, random -> {
            String text = text(random, 1 + random.nextInt(8));
            FieldKind.TEXT.read(text).canonical().ifPresent(canonical -> {
                assertThat(FieldKind.TEXT.read(canonical).canonical()).hasValue(canonical);
                assertThat(Normalizer.isNormalized(canonical, Normalizer.Form.NFC)).isTrue();
            });
        });
    }

    /** Unicode composition and outer white space are not significant. An additional character is. */
    @Test
    void shouldGiveEqualFormsToEqualTextsOnly() {
        Seeded.rounds(ROUNDS, random -> {
            String text = text(random, 1 + random.nextInt(8));
            Optional<String> canonical = FieldKind.TEXT.read(text).canonical();

            String decomposed = Normalizer.normalize(WhiteSpace.trimmed(text), Normalizer.Form.NFD);
            assertThat(FieldKind.TEXT.read("\t " + decomposed + "\u2003\n").canonical()).isEqualTo(canonical);
            assertThat(FieldKind.TEXT.read(text + "x").canonical()).isPresent().isNotEqualTo(canonical);
        });
    }

    /** An address in any spelling with one to three characters deleted, doubled or replaced. */
    private static String damaged(Random random) {
        String signs = "0123456789abcdefABCDEF:. ";
        StringBuilder text = new StringBuilder(random.nextBoolean()
                ? Ipv6Spellings.randomSpelling(Ipv6Spellings.randomGroups(random), random)
                : random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256));
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
            }
        }
        return text.toString();
    }

    /** Letters, combining marks, white space of all kinds, Hangul and emoji. */
    private static String text(Random random, int length) {
        int[][] ranges = {{1, 0x250}, {0x300, 0x370}, {0x1100, 0x1200}, {0x1e00, 0x2070}, {0xac00, 0xd7a4}, {0xf900, 0xfb50},
            {0x1f600, 0x1f640}};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int[] range = ranges[random.nextInt(ranges.length)];
            text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0]));
        }
        return text.toString();
    }

    private static InetAddress address(int[] groups) {
        byte[] bytes = new byte[2 * groups.length];
        for (int i = 0; i < groups.length; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK's address for a literal. The check keeps it from resolving names. */
    private static InetAddress literal(String address) {
        assertThat(address).matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
