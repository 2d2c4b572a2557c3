package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Files edited while the drain runs, and folders that a drain starts with. */
class RouteReloaderIT {

    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String STEPS = "maskroute-steps.camel.yaml";
    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String SAMPLE = "logins/logins-event.sample.json";
    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String MASK = "        - process:\n            ref: maskroute-mask-logins\n";

    private final RouteFiles routes = new RouteFiles();

    @Test
    void shouldApplyAnEditedRoute() {
        try (TestDrain drain = started()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            routes.edit(DRAIN, "scheme: \"{{maskroute.mask.scheme}}\"", "scheme: siv");
            awaitLog(drain, "drain-logins masks device_id differently (text, hmac before, text, siv now)");
            drain.send(List.of(TestDrain.event(1))).awaitRows(2);
            assertThat(drain.rows("SELECT DISTINCT masked_ip FROM user_logins")).hasSize(2);
            assertThat(drain.rows("SELECT DISTINCT masked_device_id FROM user_logins")).hasSize(2);
        }
    }

    @Test
    void shouldApplyAnEditedSchema() {
        try (TestDrain drain = started()) {
            routes.edit(SAMPLE, "00000000-0000-4000-8000-000000000001", "u-1");
            routes.edit(SCHEMA, "\"maxLength\": 128 },\n    \"app_version\"", "\"maxLength\": 5 },\n    \"app_version\"");
            awaitLog(drain, "logins-event.schema.json is edited and in force");
            drain.send(List.of(TestDrain.event(1), TestDrain.event(2).replace("user-2", "u-2"))).awaitRows(1);
            assertThat(drain.deadLetters()).hasSize(1);
        }
    }

    @Test
    void shouldApplyAnEditedStatement() {
        try (TestDrain drain = started()) {
            routes.edit(STATEMENT, "SELECT event ->> 'user_id',", "SELECT 'x' || (event ->> 'user_id'),");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT user_id FROM user_logins")).containsExactly(Map.of("user_id", "xuser-1"));
        }
    }

    /** By a step and by an option of an endpoint, of a route whose own file stays as it is. */
    @Test
    void shouldApplyEditedBeansThatRoutesShare() {
        try (TestDrain drain = started()) {
            String id = drain.send("[]", Map.of());
            Map<String, MessageAttributeValue> origin = new HashMap<>(onlyLetter(drain).messageAttributes());
            origin.keySet().retainAll(Set.of("maskroute-origin"));

            routes.edit(STEPS, "retention: \"{{maskroute.ledger.retention}}\"", "retention: 1ms");
            awaitLog(drain, "maskroute-steps.camel.yaml is edited and in force");
            drain.send("[]", origin);
            Message tooOld = onlyLetter(drain);
            assertThat(TestDrain.attribute(tooOld, "maskroute-reason")).isEqualTo("too-old");
            assertThat(TestDrain.attribute(tooOld, "maskroute-message-id")).isEqualTo(id);

            routes.edit(STEPS, "(camel|", "(maskroute-origin|camel|");
            await().atMost(TestDrain.PATIENCE).until(() ->
                    drain.log().lines().filter(line -> line.contains("maskroute-steps.camel.yaml is edited and in force")).count() == 2);
            String next = drain.send("[]", origin);
            assertThat(TestDrain.attribute(onlyLetter(drain), "maskroute-message-id")).isEqualTo(next);
        }
    }

    @Test
    void shouldIgnoreRouteFilesInSubfolders() throws IOException {
        try (TestDrain drain = started()) {
            Path draft = Files.createDirectories(routes.path("draft")).resolve("drain-logins.camel.yaml");
            Files.writeString(draft, Files.readString(routes.path(DRAIN)).replace(MASK, ""));
            routes.edit(STATEMENT, "-- Stores", "-- Edited. Stores");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT 1 FROM user_logins WHERE masked_ip NOT LIKE 'hmac.%'")).isEmpty();
        }
    }

    @Test
    void shouldReplaceARouteByItsRenamedSuccessor() {
        try (TestDrain drain = started()) {
            routes.edit(DRAIN, "id: drain-logins", "id: drain-all-logins");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            assertThat(drain.camelContext().getRoute("drain-logins")).isNull();
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"insert-user-logins,drain-logins,drain-logins", "maskroute-send-dead-letter,maskroute-send-dead-letter,maskroute-errors"})
    void shouldNotStartWithoutARouteThatIsCalled(String route, String file, String caller) {
        routes.edit(file + ".camel.yaml", "        name: " + route + "\n", "        name: another\n");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            drain.send(List.of(TestDrain.event(1)));
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(caller + ".camel.yaml:", ": no route starts at direct:" + route);
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
        }
    }

    @Test
    void shouldNotStartWithARouteThatDoesNotMask() {
        routes.edit(DRAIN, MASK, "");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            drain.send(List.of(TestDrain.event(1)));
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("drain-logins.camel.yaml:", "would store what no step has masked");
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
        }
    }

    @Test
    void shouldStartWithARouteThatMasksInASubRoute() {
        routes.edit(DRAIN, MASK, "        - to:\n            uri: direct:mask\n");
        routes.edit(DRAIN, "\n- route:\n    id: drain-logins\n", """

                - route:
                    id: mask
                    from:
                      uri: direct:mask
                      steps:
                        - process:
                            ref: maskroute-mask-logins

                - route:
                    id: drain-logins
                """);
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void shouldNotStartWithAFolderWithoutRoutes() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.path("logins").toString()))) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessage("setting maskroute.routes names a folder without a .camel.yaml file");
        }
    }

    private static Message onlyLetter(TestDrain drain) {
        List<Message> letters = drain.awaitEmpty().deadLetters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private TestDrain started() {
        return new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start();
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
