package io.github.maskroute.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.forget.LetterSearch.Find;
import io.github.maskroute.mask.FieldKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterSearchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ip":"198.51.100.7"}                                              | IN_FIELD
            {"ip":" ::ffff:198.51.100.7 ","other":1}                           | IN_FIELD
            {"ip":["203.0.113.1","198.51.100.7"]}                              | IN_FIELD
            {"ip":"203.0.113.1","ip":"198.51.100.7"}                           | IN_FIELD
            {"ip":"198.51.100.7","ip":"203.0.113.1"}                           | IN_FIELD
            {"ip":"198.51.100.7","cut off":                                    | IN_FIELD
            {"detail":{"ip":"198.51.100.7"},"source":"x"}                      | IN_FIELD
            {"data":{"ip":"198.51.100.7"}}                                     | IN_FIELD
            {"Message":"{\\"ip\\":\\"198.51.100.7\\"}"}                        | IN_FIELD
            {"note":"198.51.100.7"}                                            | ELSEWHERE
            {"customer":{"ip":"198.51.100.7"}}                                 | ELSEWHERE
            {"ip":{"ip":"198.51.100.7"}}                                       | ELSEWHERE
            {"198.51.100.7":"x"}                                               | ELSEWHERE
            {"a":[[{"b":["198.51.100.7"]}]]}                                   | ELSEWHERE
            {"note":"198.51.100.7","cut off":                                  | ELSEWHERE
            {"ip":"203.0.113.1","note":"{not json","n":12e999999999999}        | NOTHING
            {"ip":null}                                                        | NOTHING
            {}                                                                 | NOTHING
            {"ip":"203.0.113.1","cut off":                                     | UNREAD
            ip of 198.51.100.7                                                 | UNREAD
            "198.51.100.7"                                                     | UNREAD
            """)
    void shouldFindAValueInAndOutsideTheField(String body, Find find) {
        assertThat(find("ip", "198.51.100.7", body)).isEqualTo(find);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"customer":{"emails":["other","x-1"]}}                            | IN_FIELD
            {"customer":[{"emails":["other"]},{"emails":["x-1"]}]}             | IN_FIELD
            {"emails":["x-1"]}                                                 | ELSEWHERE
            {"customer":{"emails":["X-1"]}}                                    | NOTHING
            """)
    void shouldFindAValueInANestedField(String body, Find find) {
        assertThat(find("customer.emails", "x-1", body)).isEqualTo(find);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"customer":{"emails":[7]}}                                        | IN_FIELD
            {"customer":{"emails":7}}                                          | IN_FIELD
            {"customer":{"emails":"7"}}                                        | IN_FIELD
            {"customer":{"emails":["17"]},"n":70}                              | NOTHING
            """)
    void shouldCompareNumbersAsText(String body, Find find) {
        assertThat(find("customer.emails", "7", body)).isEqualTo(find);
    }

    /** A list of values that was exported from a database can have such lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null  | {"customer":{"emails":null}}
            null  | {"customer":{"emails":[null]}}
            true  | {"customer":{"emails":true},"note":true}
            false | {"note":false}
            """)
    void shouldNotFindLiteralsOfJson(String value, String body) {
        assertThat(find("customer.emails", value, body)).isEqualTo(Find.NOTHING);
        assertThat(find("customer.emails", value, "{\"customer\":{\"emails\":\"" + value + "\"}}")).isEqualTo(Find.IN_FIELD);
    }

    private static Find find(String field, String value, String body) {
        FieldTokens tokens = TestTokens.of(field, field.equals("ip") ? FieldKind.ADDRESS : FieldKind.TEXT);
        Letter letter = new Letter("id", Instant.EPOCH, 1, Optional.empty(), Optional.empty(), Map.of(), body, "receipt");
        return new LetterSearch(new BodyOpener(Optional.empty()), tokens, Set.of(tokens.present(value).orElseThrow())).in(letter);
    }
}
