package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.Seeded;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhiteSpaceTest {

    private static final Pattern UNICODE = Pattern.compile("\\p{IsWhite_Space}");
    private static final Set<Integer> ADDITIONAL = Set.of(0x1C, 0x1D, 0x1E, 0x1F, 0x180E, 0x200B, 0x2060, 0xFEFF);

    @Test
    void shouldContainUnicodeWhiteSpaceAndListedCharactersOnly() {
        Set<Integer> expected = new TreeSet<>(ADDITIONAL);
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(c -> UNICODE.matcher(Character.toString(c)).matches())
                .forEach(expected::add);

        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).filter(c -> WhiteSpace.is((char) c)).boxed().collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    /** Older releases trimmed the JDK's white space. Their tokens must stay valid. */
    @Test
    void shouldContainAllWhiteSpaceOfTheJdk() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).filter(Character::isWhitespace).filter(c -> !WhiteSpace.is((char) c)))
                .isEmpty();
    }

    @Test
    void shouldTrimBothEndsAndKeepInnerWhiteSpace() {
        IntStream.rangeClosed(0, Character.MAX_VALUE).filter(c -> WhiteSpace.is((char) c)).mapToObj(Character::toString).forEach(space -> {
            for (String around : List.of(space, space + space, space + " " + space)) {
                assertThat(FieldKind.TEXT.read(around + "dev 1" + around).canonical()).hasValue("dev 1");
                assertThat(FieldKind.ADDRESS.read(around + "10.0.0.1").canonical()).hasValue("10.0.0.1");
                assertThat(FieldKind.ADDRESS.read("2001:DB8::1" + around).canonical()).hasValue("2001:db8::1");
                assertThat(FieldKind.TEXT.read(around).broken()).hasValue(BrokenRule.EMPTY);
                assertThat(FieldKind.ADDRESS.read(around).broken()).hasValue(BrokenRule.EMPTY);
            }
            assertThat(FieldKind.TEXT.read("dev" + space + "1")).isNotEqualTo(FieldKind.TEXT.read("dev1"));
            assertThat(FieldKind.ADDRESS.read("10.0" + space + ".0.1").canonical()).isEmpty();
        });
    }

    @Test
    void shouldKeepSimilarCharacters() {
        for (String other : List.of(
                "\u200C", "\u200D", "\u200E", "\u202A", "\u2027", "\u2061", "\u00AD", "\u0001", "\u001B", "\u007F", "_")) {
            assertThat(FieldKind.TEXT.read(other + "a" + other).canonical()).hasValue(other + "a" + other);
            assertThat(FieldKind.ADDRESS.read("10.0.0.1" + other).canonical()).isEmpty();
        }
    }

    @Test
    void shouldTrimIdempotently() {
        String alphabet = "\u00A0\uFEFF \t\u2007\u202Fa\u0308\u1FEFb\u200B\u3000";
        Seeded.rounds(5_000, random -> {
            String text = random.ints(random.nextInt(12), 0, alphabet.length()).mapToObj(i -> alphabet.substring(i, i + 1))
                    .collect(Collectors.joining());
            FieldKind.TEXT.read(text).canonical().ifPresent(once -> assertThat(FieldKind.TEXT.read(once).canonical()).hasValue(once));
            assertThat(WhiteSpace.trimmed(WhiteSpace.trimmed(text))).isEqualTo(WhiteSpace.trimmed(text));
        });
    }
}
