package io.github.maskroute.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

    private static final List<String> KNOWN = List.of("minLength", "maxLength", "type", "ip", "x-mask");

    @ParameterizedTest
    @CsvSource({
        "minLenght, minLength", "MINLENGTH, minLength", "tpye, type", "xmask, x-mask", "min, minLength", "ipp, ip",
        "maxLengths, maxLength"})
    void shouldSuggestClosestWord(String word, String suggestion) {
        assertThat(new Spelling(word).suggestion(KNOWN)).hasValue(suggestion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "address", "m", "", "ippp"})
    void shouldNotSuggestDistantWord(String word) {
        assertThat(new Spelling(word).suggestion(KNOWN)).isEmpty();
    }

    @Test
    void shouldPreferFirstInAlphabetOfEquallyCloseWords() {
        assertThat(new Spelling("xb").suggestion(List.of("cb", "ab"))).hasValue("ab");
    }
}
