package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edits that are well-formed but would not store each event exactly once. */
class FolderValidatorIT {

    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String SAMPLE = "logins/logins-event.sample.json";
    private static final String STATEMENT = "logins/insert-user-logins.sql";

    private final RouteFiles routes = new RouteFiles();
    private Runnable correction = () -> { };

    @Test
    void shouldRefuseEditsThatDoNotStoreTheSampleOnce() {
        try (TestDrain drain = started()) {
            refused(drain, STATEMENT, "SELECT count(*) FROM new", "SELECT count(*) - 1 FROM new",
                    "WITH new", "the sample is one message, but the statement returns that it stored 0");
            refused(drain, STATEMENT, "SELECT count(*) FROM new", "SELECT 1",
                    "WITH new", "the sample's message is counted again when it is redelivered");
            refused(drain, STATEMENT, "FROM new,", "FROM new RIGHT JOIN (SELECT 1) AS always ON true,",
                    "WITH new", "the sample's message is stored again when it is redelivered");
            refused(drain, STATEMENT, "SELECT count(*) FROM new", "SELECT sent_at FROM new",
                    "WITH new", "the statement must return nothing, or one number: the count");
            refused(drain, STATEMENT, "FROM new,", "FROM (SELECT pg_sleep(9)) AS slow, new,",
                    "WITH new", "storing the sample exceeds the time limit of a validation");
            refused(drain, STATEMENT, "SELECT event ->> 'user_id',", "SELECT repeat(event ->> 'user_id', 9),",
                    "WITH new", "the sample cannot be stored: SQLState 22001");
            refused(drain, STATEMENT, "SELECT count(*) FROM new", "SELECT count(*) FROM new; COMMIT",
                    "", "a statement must neither begin nor end a transaction");
            refused(drain, SCHEMA, "\"maxLength\": 32 },\n    \"ip\"", "\"maxLength\": 5 },\n    \"ip\"",
                    "\"device_type\":", "logins-event.sample.json is not accepted: schema: device_type must keep to the schema's");
            refused(drain, SAMPLE, "192.0.2.1", "192.0.2.256",
                    "\"ip\":", "logins-event.sample.json is not accepted: ip: ip must be an IPv4");
            refused(drain, SAMPLE, "\"DE\",", "\"DE\"", "\"device_id\"", "malformed");
            refused(drain, DRAIN, "to: direct:insert-user-logins", "to: direct:insert-logins",
                    "direct:insert-logins", "no route starts at");
            refused(drain, DRAIN, "camel.MaskEvent", "camel.MaskLogin", "MaskLogin", "MaskLogin is now MaskEvent");
            refused(drain, DRAIN, "- unmarshal:", "- unmarschal:", "unmarschal", "`unmarschal` is unknown in `steps`");
            refused(drain, DRAIN, "- process:\n            ref: maskroute-mask-logins\n", "- log:\n            message: not masked\n",
                    "            ref: maskroute-commit-logins", "`maskroute-commit-logins` would store what no step has masked");
            refused(drain, DRAIN, "insert-user-logins.sql", "no-such.sql", "no-such.sql", "");
            correction.run();
            awaitLog(drain, "are again those in force");
            assertThat(drain.log()).doesNotContain("192.0.2.256", "could not be started");
            drain.send(List.of(TestDrain.event(2))).awaitRows(2);
            assertThat(drain.rows("SELECT count(*) AS n FROM processed_message")).containsExactly(Map.of("n", "2"));
        }
    }

    /** A statement in the route itself is not in a statement file, which would be validated. */
    @Test
    void shouldStoreNothingEvenIfARouteCommits() {
        try (TestDrain drain = started()) {
            routes.edit(DRAIN, "\"file:{{maskroute.routes}}/logins/insert-user-logins.sql\"",
                    "\"INSERT INTO user_logins (user_id) SELECT 'sample' WHERE CAST(:#${body} AS text) IS NOT NULL; COMMIT\"");
            awaitLog(drain, "the last good version stays in force");
            assertThat(drain.count()).isZero();
            assertThat(drain.log()).contains("the sample cannot be stored: SQLState 2D000");
        }
    }

    @Test
    void shouldRetryWhenATableIsLocked() throws SQLException {
        try (TestDrain drain = started()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            try (Connection other = DriverManager.getConnection(drain.jdbcUrl(), "postgres", "postgres");
                    Statement lock = other.createStatement()) {
                other.setAutoCommit(false);
                lock.execute("LOCK TABLE user_logins IN SHARE MODE");
                routes.edit(STATEMENT, "-- Stores", "-- Edited. Stores");
                awaitLog(drain, "insert-user-logins.sql] is edited and will be validated when the database is available");
                assertThat(drain.log()).doesNotContain("is edited and in force");
            }
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        }
    }

    @Test
    void shouldReloadASchemaWithoutASample() throws IOException {
        Files.delete(routes.path(SAMPLE));
        try (TestDrain drain = started()) {
            routes.edit(SCHEMA, "Login event", "Edited login event");
            awaitLog(drain, "logins-event.schema.json is edited and in force");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    /** Cases use published keys and hmac, independent of the settings. */
    @Test
    void shouldReloadAnEditOnlyWhenItsCasesPass() {
        RouteFiles files = RouteFiles.withCases();
        String cases = "logins/cases/stored.yaml";
        Map<String, String> settings = Map.of("maskroute.routes", files.folder().toString(), "maskroute.mask.scheme", "siv");
        try (TestDrain drain = new TestDrain("", settings).start()) {
            files.edit(STATEMENT, "v[1] * 1000000", "v[1] * 10000");
            awaitLog(drain, files.place(cases, "case: all fields") + "case `all fields` fails: rows.user_logins[0].app_version"
                    + " (`maskroute test logins` shows the differences); undo the edit, or change the case");
            files.edit(cases, "2003000", "23000").edit(cases, "2000000", "20000").edit(cases, "3000000", "30000")
                    .edit(cases, "2146999999", "22459999");
            awaitLog(drain, STATEMENT + " is edited and in force");
            assertThat(drain.log()).contains("stored.yaml is edited and in force").doesNotContain("23000");

            files.edit(cases, "case: all fields", "case: everything").edit(cases, "app_version: 23000", "app_version: 23001");
            awaitLog(drain, "case `everything` fails: rows.user_logins[0].app_version");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    /** The correction of one mistake is saved with the next: that each is applied alone is what {@link RefusedEditIT} tests. */
    private void refused(TestDrain drain, String file, String from, String to, String at, String cause) {
        correction.run();
        routes.edit(file, from, to);
        correction = () -> routes.edit(file, to, from);
        String place = at.isEmpty() ? routes.path(file) + ":?: " : routes.place(file, at);
        awaitLog(drain, place + cause);
        if (drain.count() == 0) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
        }
    }

    private TestDrain started() {
        return new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start();
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
