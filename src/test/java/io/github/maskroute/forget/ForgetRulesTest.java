package io.github.maskroute.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgetRulesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheRulesOfEachField() {
        ForgetRules rules = ForgetRules.of("""
                device_id:
                  - {table: user_logins, column: masked_device_id, do: delete}
                customer.emails[]:
                  - table: '"Orders"'
                    column: masked emails
                    do: {set-null: [masked emails, note, note]}
                  - {table: sales.invoices, column: email, do: delete}
                """);

        assertThat(rules.fields()).containsExactly("customer.emails", "device_id");
        assertThat(rules.rules("customer.emails")).containsExactly(
                new ForgetRule("\"Orders\"", "masked emails", List.of("masked emails", "note")),
                new ForgetRule("sales.invoices", "email", List.of()));
        assertThat(rules.rules("device_id")).singleElement().satisfies(rule -> assertThat(rule.deletes()).isTrue());
        assertThat(rules.rules("ip")).isEmpty();
    }

    @Test
    void shouldReadItsOwnExample() {
        assertThat(ForgetRules.of(ForgetRules.example("customer.emails")).rules("customer.emails"))
                .containsExactly(new ForgetRule("TABLE", "COLUMN", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - table: a                                            | must hold fields of the event
            a                                                     | must hold fields of the event
            ip: {table: a, column: b, do: delete}                 | ip must be a list of entries like {table: TABLE
            ip: []                                                | ip must be a list
            ip:                                                   | ip must be a list
            ip: [a]                                               | ip, entry 1 must have `table`, `column` and `do`
            ip: [{table: a, column: b}]                           | ip, entry 1 must have
            ip: [{table: a, column: b, do: delete, where: c}]     | ip, entry 1 must have
            ip: [{table: a, column: b, do: null}]                 | ip, entry 1, do must be `delete` or `{set-null
            ip: [{table: a, column: b, do: {null: [b]}}]          | ip, entry 1, do must be `delete`
            ip: [{table: a, column: b, do: {set-null: []}}]       | ip, entry 1, do must be `delete`
            ip: [{table: a, column: b, do: {set-null: b}}]        | ip, entry 1, do must be `delete`
            ip: [{table: a, column: b, do: {set-null: [1]}}]      | ip, entry 1, set-null must be a name
            ip: [{table: 7, column: b, do: delete}]               | ip, entry 1, table must be a name
            ip: [{table: a, column: ' ', do: delete}]             | ip, entry 1, column must be a name
            ip: [{                                                | malformed YAML in line 1
            ip: &a [*a]                                           | malformed YAML in line 1
            {ip: [], ip: []}                                      | malformed YAML in line 1
            {? [a] : []}                                          | malformed YAML
            """)
    void shouldNameThePlaceAndTheRule(String text, String words) {
        assertThatThrownBy(() -> ForgetRules.of(text)).isInstanceOf(MalformedRulesException.class).hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    /** One of the two lists of rules would otherwise be ignored silently. */
    @ParameterizedTest
    @CsvSource({"emails, emails[]", "lines[].gift_for, lines.gift_for"})
    void shouldRejectAFieldThatIsGivenTwice(String one, String other) {
        String rule = ": [{table: a, column: b, do: delete}]\n";
        assertThatThrownBy(() -> ForgetRules.of(one + rule + other + rule)).isInstanceOf(MalformedRulesException.class)
                .hasMessage(other + " is given twice, with and without []");
    }

    @Test
    void shouldHaveNoRulesWithoutAFile() throws IOException {
        assertThat(ForgetRules.read(folder.resolve(ForgetRules.FILE)).fields()).isEmpty();
        assertThatThrownBy(() -> ForgetRules.read(folder)).isInstanceOf(MalformedRulesException.class)
                .hasMessageContaining("cannot be read");
        Path latin = Files.write(folder.resolve("latin"), "ä: []".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ForgetRules.read(latin)).isInstanceOf(MalformedRulesException.class).hasMessageStartingWith("the file ");
    }
}
