package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateNamesTest {

    private static final Path LOGINS = Path.of("routes", "drain-logins.camel.yaml");
    private static final Path ORDERS = Path.of("routes", "drain-orders.camel.yaml");

    private static final String TYPE = """
            - beans:
                - {name: mask-%1$s, type: io.github.maskroute.camel.MaskEvent, properties: {schema: %2$s}}
                - {name: shared, type: java.lang.Object}
            - routeConfiguration: {id: errors-%1$s, description: of %2$s}
            - route: {id: drain-%1$s, from: {uri: "aws2-sqs:%2$s", steps: [{process: {ref: mask-%1$s}}]}}
            """;

    @Test
    void shouldAcceptUniqueNames() {
        assertThat(DuplicateNames.in(Map.of(LOGINS, type("logins"), ORDERS, type("orders")))).isEmpty();
    }

    /** The state after a file was moved. */
    @Test
    void shouldAcceptEqualDefinitionsInTwoFiles() {
        assertThat(DuplicateNames.in(Map.of(LOGINS, type("logins"), ORDERS, type("logins")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mask-orders, bean mask-logins, 2", "errors-orders, route errors-logins, 4", "drain-orders, route drain-logins, 5"})
    void shouldNameACopiedDefinitionAndItsLine(String forgotten, String name, int line) {
        String copy = type("orders").replaceFirst(forgotten, forgotten.replace("orders", "logins"));

        assertThat(DuplicateNames.in(new TreeMap<>(Map.of(LOGINS, type("logins"), ORDERS, copy)))).hasSize(1).first()
                .returns(ORDERS, Problem::file).returns(line, Problem::line).extracting(Problem::cause).asString()
                .startsWith("the " + name + " is also defined in drain-logins.camel.yaml, differently");
    }

    private static String type(String name) {
        return TYPE.formatted(name, name);
    }
}
