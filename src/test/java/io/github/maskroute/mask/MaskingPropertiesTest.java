package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.Seeded;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of the tokens of every scheme and each kind that it supports, over random values. */
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
    void shouldDecodeTokensOfReversibleSchemesOnly(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        Seeded.rounds(VALUES, random -> {
            String value = Spellings.canonical(kind, random);
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
    void shouldMakeOneTokenOfAllSpellings(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(VALUES, random -> {
            String[] spellings = Spellings.of(kind, random);
            for (String spelling : spellings) {
                assertThat(masks.token("one", spelling)).isPresent().isEqualTo(masks.token("one", spellings[0]));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void shouldMakeDifferentTokensOfDifferentValues(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(1, random -> assertThat(Stream.generate(() -> Spellings.canonical(kind, random)).limit(VALUES).distinct()
                .map(value -> masks.token("one", value).orElseThrow())).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void shouldSeparateDomains(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        Seeded.rounds(VALUES, random -> {
            String value = Spellings.canonical(kind, random);
            String token = masks.token("one", value).orElseThrow();
            assertThat(masks.token("other", value)).isPresent().get().isNotEqualTo(token);
            assertThat(key.value("other", Token.parse(token).body())).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void shouldSeparateKeys(Scheme scheme, FieldKind kind) {
        MaskingKey key = CountingKeys.of(scheme, KEY_ID, 0);
        MaskingKey other = CountingKeys.of(scheme, KEY_ID, 1);
        Seeded.rounds(VALUES, random -> {
            String value = Spellings.canonical(kind, random);
            Token token = key.token("one", kind, value);
            assertThat(other.token("one", kind, value)).isNotEqualTo(token);
            assertThat(other.value("one", token.body())).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("schemesAndKinds")
    void shouldMakeWellFormedTokenWithoutValue(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        Seeded.rounds(VALUES, random -> {
            String value = Spellings.canonical(kind, random);
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
    void shouldRejectTokenAsValueOfOtherKindsThanText(Scheme scheme, FieldKind kind) {
        FieldMasks masks = masks(scheme, kind, CountingKeys.of(scheme, KEY_ID, 0));
        List<FieldKind> others = List.of(FieldKind.ADDRESS, FieldKind.EMAIL, FieldKind.PHONE);
        Seeded.rounds(VALUES, random -> {
            String token = masks.token("one", Spellings.canonical(kind, random)).orElseThrow();
            assertThat(others).allSatisfy(other -> {
                assertThat(other.read(token).broken()).hasValue(BrokenRule.TOKEN);
                assertThat(other.read(Token.parse(token).body()).canonical()).isEmpty();
            });
        });
    }

    private static FieldMasks masks(Scheme scheme, FieldKind kind, MaskingKey key) {
        String word = kind.word();
        Keyset keyset = Keyset.of(key);
        return TestMasks.of(() -> keyset, Map.of("one", word, "other", word), scheme.word(), Map.of(), Map.of());
    }
}
