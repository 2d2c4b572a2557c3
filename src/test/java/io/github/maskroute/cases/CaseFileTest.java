package io.github.maskroute.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFileTest {

    private static final Path FILE = Path.of("a.yaml");

    @Test
    void shouldConvertAYamlEventToJson() throws MalformedCaseException {
        Case read = only("""
                case: values
                event: {a: 1.25, b: "1", c: 1e3, d: null, e: true, f: "\\0\\e", g: [2.3.0, 007, 2026-03-01, no],
                  h: .inf, i: 12345678901234567890}
                masked: {}
                """);

        assertThat(read.text()).isEqualTo("{\"a\":1.25,\"b\":\"1\",\"c\":1E+3,\"d\":null,\"e\":true,\"f\":\"\\u0000\\u001B\","
                + "\"g\":[\"2.3.0\",\"007\",\"2026-03-01\",\"no\"],\"h\":\".inf\",\"i\":12345678901234567890}");
        assertThat(read.enveloped()).isFalse();
        assertThat(read.sentAt()).isEmpty();
    }

    @Test
    void shouldReadABodyAsTextOrJson() throws MalformedCaseException {
        List<Case> cases = CaseFile.read(FILE, """
                - case: text
                  body: '{"ip": "\\u0000", "ip": 1} '
                  rejected: {reason: not-json}
                - case: envelope
                  body: {detail: {ip: 192.0.2.1}}
                  rows: {}
                  sent_at: 2026-03-01T23:59:59Z
                - case: number
                  body: 42
                  rejected: {reason: schema, detail: the event}
                """);

        assertThat(cases).extracting(Case::text)
                .containsExactly("{\"ip\": \"\\u0000\", \"ip\": 1} ", "{\"detail\":{\"ip\":\"192.0.2.1\"}}", "42");
        assertThat(cases).extracting(Case::line).containsExactly(1, 4, 8);
        assertThat(cases).allMatch(Case::enveloped);
        assertThat(cases.get(1).sentAt()).contains(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(cases.get(1).expected().needsDatabase()).isTrue();
        assertThat(cases.get(2).expected().rejected()).contains(new Case.Rejected(Reason.SCHEMA, "the event"));
    }

    @Test
    void shouldMergeFieldsOfAnotherEvent() throws MalformedCaseException {
        List<Case> cases = CaseFile.read(FILE, """
                - {case: one, event: &one {a: 1, b: 2}, masked: {}}
                - {case: two, event: {<<: *one, b: 3}, masked: {}}
                - {case: three, event: {b: 3, <<: *one}, masked: {}}
                """);

        assertThat(cases).extracting(Case::text).containsExactly("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":3}", "{\"b\":3,\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{case: a, event: {}, maskd: {}} | `maskd` is unknown; a case has body, case, event, masked, rejected, rows, sent_at",
        "{event: {}, masked: {}} | `case` must be a text that describes the case",
        "{case: 1, event: {}, masked: {}} | `case` must be a text that describes the case",
        "{case: old, event: {}, masked: {}} | `case` must be unique in the file",
        "{case: a, masked: {}} | a case must have either `event` or `body`",
        "{case: a, event: {}, body: x, masked: {}} | a case must have either `event` or `body`",
        "{case: a, event: {}} | a case must have `masked`, `rows` or `rejected`",
        "{case: a, event: {}, masked: {}, rejected: {reason: ip}} | a case with `rejected` must have neither",
        "{case: a, event: {}, masked: x} | `masked` must be a mapping",
        "{case: a, event: {}, rows: []} | `rows` must be a mapping of tables",
        "{case: a, event: {}, rows: {t: {a: 1}}} | `rows` must be a mapping of tables",
        "{case: a, event: {}, rows: {t: [1]}} | `rows` must be a mapping of tables",
        "{case: a, event: {}, rejected: {}} | `rejected` must have a `reason`: one of not-json, schema,",
        "{case: a, event: {}, rejected: ip} | `rejected` must have a `reason`",
        "{case: a, event: {}, rejected: {reason: ipp}} | `rejected` must have a `reason`",
        "{case: a, event: {}, rejected: {reason: ip, details: x}} | `rejected` must have only a `reason` and a `detail`",
        "{case: a, event: {}, masked: {}, sent_at: 2026-03-01} | `sent_at` must be a time in UTC such as",
        "{case: a, event: {}, masked: {}, sent_at: 1969-12-31T23:59:59Z} | `sent_at` must be in the years 1970 to 9999",
        "{case: a, event: {}, masked: {}, sent_at: +300000000-01-01T00:00:00Z} | `sent_at` must be in the years 1970 to 9999",
        "text | a case must be a mapping",
        "{case: a, case: b} | `case` is a duplicate key",
        "{case: a | expected",
    })
    void shouldNameTheLineOfAMalformedCase(String malformed, String problem) {
        MalformedCaseException thrown = catchThrowableOfType(MalformedCaseException.class,
                () -> CaseFile.read(FILE, "# cases\n- {case: old, event: {}, masked: {}}\n- " + malformed + "\n"));

        assertThat(thrown).hasMessageContaining(problem);
        assertThat(thrown.line()).isBetween(3, 4);
    }

    @ParameterizedTest
    @CsvSource({"''", "[]", "text", "# nothing"})
    void shouldRejectAFileWithoutACase(String text) {
        assertThat(catchThrowableOfType(MalformedCaseException.class, () -> CaseFile.read(FILE, text)))
                .hasMessage("the file must contain a case or a list of cases");
    }

    private static Case only(String text) throws MalformedCaseException {
        List<Case> cases = CaseFile.read(FILE, text);
        assertThat(cases).hasSize(1);
        return cases.get(0);
    }
}
