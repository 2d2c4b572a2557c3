package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSchemaTest {

    private static final Path FILE = Path.of("a.camel.yaml");

    private static final String ROUTE = """
            - route:
                id: a
                from:
                  uri: direct
                  parameters:
                    name: a
                  steps:
                    - setBody:
                        expression:
                          simple:
                            expression: "${header.a}"
                    - process:
                        ref: b
            """;

    @ParameterizedTest
    @ValueSource(strings = {"drain-logins", "maskroute-steps", "maskroute-errors", "maskroute-prune-ledger", "maskroute-send-dead-letter"})
    void shouldAcceptShippedRoutes(String name) throws IOException {
        String text = Files.readString(Path.of("routes", name + ".camel.yaml"));

        assertThatCode(() -> RouteSchema.check(FILE, text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - process:      | - proces:        | 13 | `proces` is unknown in `steps`
            ref: b          | reff: b          | 14 | `reff` is unknown in `process`
            simple:         | simpel:          | 10 | one of `constant`, `csimple`,
            expression: "   | expresion: "     | 12 | `expresion` is unknown in `simple`
            uri: direct     | url: direct      | 5  | `url` is unknown in `from`
            id: a           | Id: a            | 3  | `Id` is unknown in `route`
            - route:        | - rout:          | 2  | `rout` is unknown
            ref: b          | note: b          | 13 | `ref` is missing in `process`
            ref: b          | ref: [b]         | 14 | `ref`: array found
            id: a           | shutdownRoute: x | 3  | `shutdownRoute` must be one of ["Default","Defer"]
            id: a           | trace: {a: b}    | 3  | `trace`: object found
            """)
    void shouldNameTheDeepestFaultAndItsLine(String from, String to, int line, String words) {
        assertThat(ROUTE).contains(from);
        assertThat(refusal("# A comment.\n" + ROUTE.replaceFirst(Pattern.quote(from), to)))
                .hasMessageStartingWith(FILE + ":" + line + ": " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoStartup: \"{{a}}\"", "startupOrder: \"{{a}}\"", "shutdownRoute: \"{{a}}\"", "startupOrder: 7",
        "trace: true", "description: 1.5", "note:", "autoStartup: 'true'"})
    void shouldLeaveScalarsToCamel(String property) {
        assertThatCode(() -> RouteSchema.check(FILE, ROUTE.replace("id: a", property))).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheLineOfMalformedYaml() {
        assertThat(refusal(ROUTE.replace("id: a", "id: a, b: c: d")).problem().line()).isEqualTo(2);
        assertThat(refusal(ROUTE.replace("    id: a", "  id: a")).problem().line()).isEqualTo(3);
    }

    @Test
    void shouldRefuseADuplicateKey() {
        Problem problem = refusal(ROUTE.replace("    id: a\n", "    id: a\n    id: b\n")).problem();

        assertThat(problem).hasToString(FILE + ":3: `id` is a duplicate key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "a: b", "- &a [*a]", "text", "[]: x"})
    void shouldRefuseAFileThatIsNotAListOfRoutes(String text) {
        assertThat(refusal(text).problem().line()).isBetween(0, 1);
    }

    private static EditRefusedException refusal(String text) {
        EditRefusedException refusal = catchThrowableOfType(EditRefusedException.class, () -> RouteSchema.check(FILE, text));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }
}
