package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            city      | city
            city_2    | city_2
            2_city    | "2_city"
            größe     | "größe"
            City      | "City"
            user      | "user"
            a"b       | "a""b"
            """)
    void shouldQuoteIdentifiersIfNecessary(String name, String quoted) {
        assertThat(SqlName.identifier(name)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            größe 1   | 'größe 1'
            it's      | U&'it\\+000027s'
            a#b       | U&'a\\+000023b'
            """)
    void shouldEscapeLiterals(String text, String literal) {
        assertThat(SqlName.literal(text)).isEqualTo(literal);
    }

    @Test
    void shouldTruncateToTheLongestName() {
        assertThat(SqlName.truncated("a".repeat(63), "")).hasSize(63);
        assertThat(SqlName.truncated("a".repeat(63), "_2")).hasSize(63).endsWith("a_2");
        assertThat(SqlName.truncated("ü".repeat(40), "_2").getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
    }
}
