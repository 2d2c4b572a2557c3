package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.Seeded;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the tokens of every scheme and every kind of field that it fits, over random values. */
class MaskingPropertiesTest {

    private static final int VALUES = 300;
    private static final int COLUMN_LENGTH = 256;
    private static final String KEY_ID = "00c0ffee";

    static Stream<Arguments> schemesAndKinds() {
        return Stream.of(Scheme.values()).flatMap(scheme -> Stream.of(FieldKind.values())
                .filter(kind -> scheme != Scheme.PREFIX || kind == FieldKind.ADDRESS)
                .map(kind -> Arguments.of(scheme, kind)));
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void valueComesBackIfTheSchemeCanBeTurnedBack(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        Seeded.rounds(VALUES, random -> {
            String value = canonical(kind, random);
            Token token = Token.parse(masks.token("one", value).orElseThrow());
            assertThat(key.value("one", token.body()).isPresent()).isEqualTo(scheme.reversible());
            if (scheme.reversible()) {
                assertThat(masks.value("one", token)).isEqualTo(value);
                assertThat(masks.value(token)).isEqualTo(value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void spellingsOfOneValueGiveOneToken(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(VALUES, random -> {
            String[] spellings = spellings(kind, random);
            for (String spelling : spellings) {
                assertThat(masks.token("one", spelling)).isPresent().isEqualTo(masks.token("one", spellings[0]));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void differentValuesGiveDifferentTokens(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(1, random -> assertThat(Stream.generate(() -> canonical(kind, random)).limit(VALUES).distinct()
                .map(value -> masks.token("one", value).orElseThrow())).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void domainsAreApart(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        Seeded.rounds(VALUES, random -> {
            String value = canonical(kind, random);
            String token = masks.token("one", value).orElseThrow();
            assertThat(masks.token("other", value)).isPresent().get().isNotEqualTo(token);
            assertThat(key.value("other", Token.parse(token).body())).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void keysAreApart(Scheme scheme, FieldKind kind) {
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        MaskingKey other = CountingKeys.of(scheme, KEY_ID, 1);
        Seeded.rounds(VALUES, random -> {
            String value = canonical(kind, random);
            Token token = key.token("one", kind, value);
            assertThat(other.token("one", kind, value)).isNotEqualTo(token);
            assertThat(other.value("one", token.body())).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void tokenHasItsShapeFitsItsColumnAndHidesTheValue(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(VALUES, random -> {
            String value = canonical(kind, random);
            String token = masks.token("one", value).orElseThrow();
            assertThat(token).startsWith(scheme.word() + "." + KEY_ID + ".").hasSizeLessThanOrEqualTo(COLUMN_LENGTH);
            assertThat(Token.parse(token)).hasToString(token);
            if (value.length() >= 4) {
                assertThat(token).doesNotContain(value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void tokenIsRefusedAsAnAddress(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        FieldMasks addresses = masks(scheme, FieldKind.ADDRESS, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(VALUES, random -> {
            String token = masks.token("one", canonical(kind, random)).orElseThrow();
            assertThat(addresses.token("one", token)).isEmpty();
            assertThat(addresses.token("one", Token.parse(token).body())).isEmpty();
        });
    }

    private static FieldMasks masks(Scheme scheme, FieldKind kind, MaskingKey key) {
        String word = kind == FieldKind.ADDRESS ? "address" : "text";
        Keyset keyset = Keyset.of(key);
        return TestMasks.of(() -> keyset, Map.of("one", word, "other", word), scheme.word(), Map.of(), Map.of());
    }

    private static String canonical(FieldKind kind, Random random) {
        return kind.read(spellings(kind, random)[0]).canonical().orElseThrow();
    }

    /** Some spellings of one value, its canonical one not always among them. */
    private static String[] spellings(FieldKind kind, Random random) {
        if (kind == FieldKind.TEXT) {
            String text = text(random);
            return new String[] {text, " " + text, text + "\n", "\t" + text.replace("\u00eb", "e\u0308") + " "};
        }
        if (random.nextBoolean()) {
            int[] groups = Ipv6Spellings.randomGroups(random);
            return new String[] {Ipv6Spellings.randomSpelling(groups, random), Ipv6Spellings.rfc5952(groups),
                Ipv6Spellings.randomSpelling(groups, random), " " + Ipv6Spellings.randomSpelling(groups, random)};
        }
        String address = random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
        return new String[] {address, "::ffff:" + address, "0:0:0:0:0:FFFF:" + address, address + " "};
    }

    /** 1 to 39 of letters, digits, signs, an umlaut and an emoji: 159 bytes at most, none of them white space. */
    private static String text(Random random) {
        String alphabet = "abcxyzABCXYZ0123456789.-_:/\u00eb\ud83d\ude00";
        return random.ints(1 + random.nextInt(39), 0, alphabet.codePointCount(0, alphabet.length()))
                .map(index -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, index)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
