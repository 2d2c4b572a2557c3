package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.OddFolder;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Files edited while the drain runs. */
public class RouteReloaderIT {

    private static final String MASK = "        - process:\n            ref: maskroute-mask-logins\n";

    private final Path routes = copyOfRoutes();
    private final Path drainRoute = routes.resolve("drain-logins.camel.yaml");
    private final Path schema = routes.resolve("logins/logins-event.schema.json");
    private final Path sample = routes.resolve("logins/logins-event.sample.json");
    private final Path statement = routes.resolve("logins/insert-user-logins.sql");

    @Test
    void takesAnEditedRoute() {
        try (TestDrain drain = started()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            edit(drainRoute, "scheme: \"{{maskroute.mask.scheme}}\"", "scheme: siv");
            awaitLog(drain, "drain-logins masks device_id in another way (text, hmac before, text, siv now)");
            drain.send(List.of(TestDrain.event(1))).awaitRows(2);
            assertThat(drain.rows("SELECT DISTINCT masked_ip FROM user_logins")).hasSize(2);
            assertThat(drain.rows("SELECT DISTINCT masked_device_id FROM user_logins")).hasSize(2);
        }
    }

    @Test
    void takesAnEditedSchema() {
        try (TestDrain drain = started()) {
            edit(sample, "00000000-0000-4000-8000-000000000001", "u-1");
            edit(schema, "\"maxLength\": 128 },\n    \"app_version\"", "\"maxLength\": 5 },\n    \"app_version\"");
            awaitLog(drain, "logins-event.schema.json is edited and in force");
            drain.send(List.of(TestDrain.event(1), TestDrain.event(2).replace("user-2", "u-2"))).awaitRows(1);
            assertThat(drain.deadLetters()).hasSize(1);
        }
    }

    @Test
    void takesAnEditedStatement() {
        try (TestDrain drain = started()) {
            edit(statement, "SELECT event ->> 'user_id',", "SELECT 'x' || (event ->> 'user_id'),");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT user_id FROM user_logins")).containsExactly(Map.of("user_id", "xuser-1"));
        }
    }

    /** By a step and by an option of an endpoint, of a route whose own file stays as it is. */
    @Test
    void takesEditedBeansThatRoutesShare() {
        Path steps = routes.resolve("maskroute-steps.camel.yaml");
        try (TestDrain drain = started()) {
            String id = drain.send("[]", Map.of());
            Map<String, MessageAttributeValue> origin = new HashMap<>(onlyLetter(drain).messageAttributes());
            origin.keySet().retainAll(Set.of("maskroute-origin"));

            edit(steps, "retention: \"{{maskroute.ledger.retention}}\"", "retention: 1ms");
            awaitLog(drain, "maskroute-steps.camel.yaml is edited and in force");
            drain.send("[]", origin);
            Message tooOld = onlyLetter(drain);
            assertThat(TestDrain.attribute(tooOld, "maskroute-reason")).isEqualTo("too-old");
            assertThat(TestDrain.attribute(tooOld, "maskroute-message-id")).isEqualTo(id);

            edit(steps, "(camel|", "(maskroute-origin|camel|");
            await().atMost(TestDrain.PATIENCE).until(() ->
                    drain.log().lines().filter(line -> line.contains("maskroute-steps.camel.yaml is edited and in force")).count() == 2);
            String next = drain.send("[]", origin);
            assertThat(TestDrain.attribute(onlyLetter(drain), "maskroute-message-id")).isEqualTo(next);
        }
    }

    private static Message onlyLetter(TestDrain drain) {
        List<Message> letters = drain.awaitEmpty().deadLetters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    @Test
    void keepsTheLastGoodVersionOfABrokenFile() {
        try (TestDrain drain = started()) {
            edit(drainRoute, "maxMessagesPerPoll: 10", "maxMessagesPerPoll: 10\n        noSuchOption: 1");
            awaitLog(drain, "drain-logins.camel.yaml:" + lineOf(drainRoute, "noSuchOption") + ": ");
            edit(drainRoute, "\n        noSuchOption: 1", "");
            edit(schema, "\"type\": \"object\",", "\"type\": \"objekt\",");
            awaitLog(drain, "logins-event.schema.json:5: ");
            edit(schema, "\"type\": \"objekt\",", "\"type\": \"object\",");
            edit(statement, "FROM new, LATERAL", "FROM new CROSS JION LATERAL");
            awaitLog(drain, "insert-user-logins.sql:" + lineOf(statement, "JION") + ": SQLState 42601");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.log().lines().filter(line -> line.contains(" ERROR "))).hasSize(3)
                    .allMatch(line -> line.contains("the last good version stays in force"));
        }
    }

    @Test
    void saysWhereARouteIsBroken() {
        try (TestDrain drain = started()) {
            edit(drainRoute, "- unmarshal:", "- unmarschal:");
            int line = lineOf(drainRoute, "unmarschal");
            awaitLog(drain, "drain-logins.camel.yaml:" + line + ": ");
            edit(drainRoute, "- unmarschal:", "- unmarshal:");
            edit(drainRoute, "io.github.maskroute.camel.GroupCommit", "io.github.maskroute.camel.GroupComit");
            awaitLog(drain, "drain-logins.camel.yaml:" + lineOf(drainRoute, "GroupComit") + ": ");
            edit(drainRoute, "GroupComit", "GroupCommit");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void refusedFileStopsNothingThatRuns() {
        try (TestDrain drain = started()) {
            edit(routes.resolve("maskroute-errors.camel.yaml"), "logNewException: false", "logNewExceptions: false");
            awaitLog(drain, "maskroute-errors.camel.yaml:");
            drain.send(Stream.iterate(1, i -> i + 1).limit(50).map(TestDrain::event).toList()).awaitRows(50);
            assertThat(drain.deadLetters()).isEmpty();
        }
    }

    @Test
    void refusedFileStaysOutWhenAnotherIsEdited() {
        try (TestDrain drain = started()) {
            edit(statement, "FROM new, LATERAL", "FROM new CROSS JION LATERAL");
            awaitLog(drain, "insert-user-logins.sql:");
            edit(routes.resolve("drain-logins.camel.yaml"), "outputType: SelectOne", "outputType: SelectOne # edited");
            await().atMost(TestDrain.PATIENCE).until(() -> errors(drain) == 2);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            edit(statement, "FROM new CROSS JION LATERAL", "FROM new, LATERAL");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        }
    }

    @Test
    void tellsOfTheSameMistakeEachTime() {
        try (TestDrain drain = started()) {
            for (int time = 1; time <= 2; time++) {
                int errors = time;
                edit(schema, "\"ip\": {", "\"ipp\": {");
                await().atMost(TestDrain.PATIENCE).until(() -> errors(drain) == errors);
                edit(schema, "\"ipp\": {", "\"ip\": {");
                await().atMost(TestDrain.PATIENCE).until(() ->
                        drain.log().lines().filter(line -> line.contains("are again those in force")).count() == errors);
            }
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void refusesAStatementThatStoresNothing() {
        try (TestDrain drain = started()) {
            edit(statement, "AS version (v)", "AS version (v) WHERE false");
            awaitLog(drain, "the sample gives no row in any table");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void leavesRouteFilesInSubfoldersAlone() throws IOException {
        try (TestDrain drain = started()) {
            Path draft = Files.createDirectories(routes.resolve("draft")).resolve("drain-logins.camel.yaml");
            Files.writeString(draft, Files.readString(drainRoute).replace(MASK, ""));
            edit(statement, "-- Stores", "-- Edited. Stores");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT 1 FROM user_logins WHERE masked_ip NOT LIKE 'hmac.%'")).isEmpty();
        }
    }

    @Test
    void putsARenamedRouteInPlaceOfTheOld() {
        try (TestDrain drain = started()) {
            edit(drainRoute, "id: drain-logins", "id: drain-all-logins");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            assertThat(drain.camelContext().getRoute("drain-logins")).isNull();
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"insert-user-logins,drain-logins,drain-logins", "maskroute-send-dead-letter,maskroute-send-dead-letter,maskroute-errors"})
    void startsNotWithoutARouteThatIsCalled(String route, String file, String caller) {
        edit(routes.resolve(file + ".camel.yaml"), "        name: " + route + "\n", "        name: another\n");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.toString()))) {
            drain.send(List.of(TestDrain.event(1)));
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(caller + ".camel.yaml:", ": no route starts at direct:" + route);
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
        }
    }

    @Test
    void startsNotOnARouteThatDoesNotMask() {
        edit(drainRoute, MASK, "");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.toString()))) {
            drain.send(List.of(TestDrain.event(1)));
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("drain-logins.camel.yaml:", "would store what no step has masked");
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
        }
    }

    @Test
    void masksInASubRouteToo() {
        edit(drainRoute, MASK, "        - to:\n            uri: direct:mask\n");
        edit(drainRoute, "\n- route:\n    id: drain-logins\n", """

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
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.toString())).start()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void startsNotOnAFolderWithoutRoutes() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.resolve("logins").toString()))) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessage("setting maskroute.routes names a folder without a .camel.yaml file");
        }
    }

    private static long errors(TestDrain drain) {
        return drain.log().lines().filter(line -> line.contains(" ERROR ")).count();
    }

    private TestDrain started() {
        return new TestDrain("", Map.of("maskroute.routes", routes.toString())).start();
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }

    private static void edit(Path file, String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lineOf(Path file, String words) {
        try {
            List<String> lines = Files.readAllLines(file);
            return 1 + lines.indexOf(lines.stream().filter(line -> line.contains(words)).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a folder whose name has all that could lead astray: each test of edits shows that none does. */
    /** Without cases: they would refuse many an edit before what a test is about. */
    public static Path copyOfRoutes() {
        Path copy = copyOf(Path.of("routes"));
        try {
            FileSystemUtils.deleteRecursively(copy.resolve("logins/cases"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    public static Path copyOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Path copy = Path.of("target", OddFolder.NAME, Services.newName("routes"));
            FileSystemUtils.deleteRecursively(copy);
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
