package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Edits with a mistake in them, while the drain runs. */
class RefusedEditIT {

    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String STATEMENT = "logins/insert-user-logins.sql";

    private final RouteFiles routes = new RouteFiles();

    @Test
    void shouldKeepTheLastGoodVersionOfABrokenFile() {
        try (TestDrain drain = started()) {
            routes.edit(DRAIN, "maxMessagesPerPoll: 10", "maxMessagesPerPoll: 10\n        noSuchOption: 1");
            awaitLog(drain, "drain-logins.camel.yaml:" + routes.lineOf(DRAIN, "noSuchOption") + ": ");
            routes.edit(DRAIN, "\n        noSuchOption: 1", "");
            routes.edit(SCHEMA, "\"type\": \"object\",", "\"type\": \"objekt\",");
            awaitLog(drain, "logins-event.schema.json:5: ");
            routes.edit(SCHEMA, "\"type\": \"objekt\",", "\"type\": \"object\",");
            routes.edit(STATEMENT, "FROM new, LATERAL", "FROM new CROSS JION LATERAL");
            awaitLog(drain, "insert-user-logins.sql:" + routes.lineOf(STATEMENT, "JION") + ": SQLState 42601");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.log().lines().filter(line -> line.contains(" ERROR "))).hasSize(3)
                    .allMatch(line -> line.contains("the last good version stays in force"));
        }
    }

    @Test
    void shouldNameTheLineOfAMistakeInARoute() {
        try (TestDrain drain = started()) {
            routes.edit(DRAIN, "- unmarshal:", "- unmarschal:");
            int line = routes.lineOf(DRAIN, "unmarschal");
            awaitLog(drain, "drain-logins.camel.yaml:" + line + ": ");
            routes.edit(DRAIN, "- unmarschal:", "- unmarshal:");
            routes.edit(DRAIN, "io.github.maskroute.camel.GroupCommit", "io.github.maskroute.camel.GroupComit");
            awaitLog(drain, "drain-logins.camel.yaml:" + routes.lineOf(DRAIN, "GroupComit") + ": ");
            routes.edit(DRAIN, "GroupComit", "GroupCommit");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void shouldKeepRoutesRunningWhenAFileIsRefused() {
        try (TestDrain drain = started()) {
            routes.edit("maskroute-errors.camel.yaml", "logNewException: false", "logNewExceptions: false");
            awaitLog(drain, "maskroute-errors.camel.yaml:");
            drain.send(Stream.iterate(1, i -> i + 1).limit(50).map(TestDrain::event).toList()).awaitRows(50);
            assertThat(drain.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldNotApplyARefusedFileWhenAnotherIsEdited() {
        try (TestDrain drain = started()) {
            routes.edit(STATEMENT, "FROM new, LATERAL", "FROM new CROSS JION LATERAL");
            awaitLog(drain, "insert-user-logins.sql:");
            routes.edit(DRAIN, "outputType: SelectOne", "outputType: SelectOne # edited");
            await().atMost(TestDrain.PATIENCE).until(() -> errors(drain) == 2);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            routes.edit(STATEMENT, "FROM new CROSS JION LATERAL", "FROM new, LATERAL");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        }
    }

    @Test
    void shouldLogTheSameMistakeEachTime() {
        try (TestDrain drain = started()) {
            for (int time = 1; time <= 2; time++) {
                int errors = time;
                routes.edit(SCHEMA, "\"ip\": {", "\"ipp\": {");
                await().atMost(TestDrain.PATIENCE).until(() -> errors(drain) == errors);
                routes.edit(SCHEMA, "\"ipp\": {", "\"ip\": {");
                await().atMost(TestDrain.PATIENCE).until(() ->
                        drain.log().lines().filter(line -> line.contains("are again those in force")).count() == errors);
            }
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    @Test
    void shouldRefuseAStatementThatStoresNothing() {
        try (TestDrain drain = started()) {
            routes.edit(STATEMENT, "AS version (v)", "AS version (v) WHERE false");
            awaitLog(drain, "the sample adds no row to any table");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    private static long errors(TestDrain drain) {
        return drain.log().lines().filter(line -> line.contains(" ERROR ")).count();
    }

    private TestDrain started() {
        return new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start();
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
