package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maskroute test} with a database. */
class CasesIT {

    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String EVENT = "{user_id: u-1, app_version: 2.3.0, device_type: ios, ip: 192.0.2.1, device_id: 000-00-0001}";

    @TempDir
    private Path folder;

    private final RouteFiles routes = RouteFiles.withCases();
    private final String jdbcUrl = Services.get().newDatabase();

    @BeforeEach
    void migrate() {
        commands().run("migrate").done();
    }

    @Test
    void shouldPassShippedCasesAndStoreNothing() {
        assertThat(run().done().lines()).singleElement().asString().matches("ok: logins: ([0-9]+) of \\1 cases");
        assertThat(Services.query(jdbcUrl, "SELECT 1 FROM user_logins UNION ALL SELECT 1 FROM processed_message")).isEmpty();

        routes.edit(STATEMENT, "v[1] * 1000000", "v[1] * 100000");
        CommandResult result = run();
        assertThat(result.exit()).isEqualTo(ExitCode.CASES_FAILED.code());
        assertThat(result.lines()).contains("failed: " + routes.place("logins/cases/stored.yaml", "case: all fields") + "all fields",
                "    rows.user_logins[0].app_version", "        expected 2003000", "        but was  203000");
    }

    @Test
    void shouldCheckRowsOfSeveralTablesAndRefusalsOfTheDatabase() throws IOException {
        Services.execute(jdbcUrl, "CREATE TABLE login_day (day date, at timestamptz, tags jsonb, n numeric CHECK (n < 7), UNIQUE (n))");
        routes.edit(STATEMENT, "SELECT count(*) FROM new", ", days AS (INSERT INTO login_day SELECT CAST(sent_at AS date), sent_at,"
                + " jsonb_build_array(event), CAST(event ->> 'user_id' AS numeric) / part FROM new, generate_series(1, 2) AS part"
                + " WHERE event ->> 'user_id' <> 'u-1')\nSELECT count(*) FROM new")
                .edit("logins/logins-event.sample.json", "00000000-0000-4000-8000-000000000001", "3");
        cases("""
                - case: two rows in one table, in any order, and one in another
                  event: &login %s
                  rows: {user_logins: [{user_id: u-1}]}
                - case: moments are in UTC, numbers exact
                  event: {<<: *login, user_id: "5"}
                  sent_at: 2026-03-01T23:59:59.123Z
                  rows:
                    login_day: [{n: 2.5, at: 2026-03-01T23:59:59.123+00:00}, {n: 5, day: 2026-03-01, tags: [TAGS]}]
                    user_logins: [{user_id: "5", create_date: 2026-03-01, masked_ip: hmac.test.WKTUFsEbKqZXGDBaHN2KE-M9DLXav3d2BUMcLFv__WY}]
                - {case: each is alone, event: {<<: *login, user_id: "5"}, rows: {user_logins: [{}], login_day: [{}, {}]}}
                - {case: a rule of the table, event: {<<: *login, user_id: "7"}, rejected: {reason: constraint, detail: SQLState 23514}}
                - {case: no number, event: {<<: *login, user_id: u-2}, rejected: {reason: constraint, detail: SQLState 22P02}}
                - {case: the table that nobody named, event: {<<: *login, user_id: "6"}, rows: {user_logins: [{}]}}
                - {case: the refusal that does not come, event: {<<: *login, user_id: "6"}, rejected: {reason: constraint}}
                """.formatted(EVENT).replace("TAGS", "{user_id: '5', app_version: 2.3.0, device_type: ios, ip: hmac.test.WKTUFsEbKqZXGDBaHN2KE-"
                        + "M9DLXav3d2BUMcLFv__WY, device_id: hmac.test.kqQds8DpIiz9bIfe0A_IHtI5ndi8oO8xoUN_4e6LS30}"));
        CommandResult result = run();

        assertThat(result.lines().stream().filter(line -> !line.startsWith("        "))
                .map(line -> line.replaceFirst("^failed: .*yaml:", "")))
                .containsExactly("13: the table that nobody named", "    rows.login_day", "    rows.login_day",
                        "14: the refusal that does not come", "    rejected", "failed: logins: 2 of 7 cases");
        assertThat(Services.query(jdbcUrl, "SELECT 1 FROM login_day")).isEmpty();
    }

    @Test
    void shouldNoteRowsThatCannotBeReadBack() throws IOException {
        Services.execute(jdbcUrl, "ALTER TABLE user_logins RENAME TO all_logins; CREATE VIEW user_logins AS SELECT * FROM all_logins");
        cases("{case: a view, event: " + EVENT + ", rows: {all_logins: [{user_id: u-1}]}}");

        assertThat(run().done().lines()).containsExactly(
                "note: logins: 1 of 1 cases checked in part: rows that a view or a function stores in all_logins cannot be read back",
                "ok: logins: 1 of 1 cases");
    }

    @Test
    void shouldCheckEachTypeSeparately() throws IOException {
        for (String file : List.of("logins/logins-event.schema.json", "logins/logins-event.sample.json", STATEMENT,
                "logins/cases/stored.yaml", "drain-logins.camel.yaml")) {
            Path copy = routes.path(file.replace("logins", "visits"));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, Files.readString(routes.path(file)).replaceAll("(?<!user_)logins", "visits"));
        }
        routes.edit("drain-visits.camel.yaml", "{{maskroute.queue.name}}", "visits")
                .edit("drain-visits.camel.yaml", "        queueUrl: \"{{?maskroute.queue.url}}\"\n", "");
        assertThat(run("visits").done().lines()).singleElement().asString().startsWith("ok: visits: ");
        assertThat(run().done().lines()).hasSize(2);

        routes.edit("visits/insert-user-visits.sql", "FROM new, LATERAL", "FROM (SELECT * FROM new LIMIT 0) AS none, LATERAL");
        assertThat(run().lines()).singleElement().asString().contains("insert-user-visits.sql:", "the sample adds no row to any table");
    }

    private void cases(String text) throws IOException {
        Files.delete(routes.path("logins/cases/rejected.yaml"));
        Files.writeString(routes.path("logins/cases/stored.yaml"), text);
    }

    private CommandResult run(String... types) {
        return commands().run(Stream.concat(
                Stream.of("test", "--routes", routes.folder().toString()), Stream.of(types)).toArray(String[]::new));
    }

    private Commands commands() {
        return new Commands(folder).with("maskroute.db.url", jdbcUrl);
    }
}
