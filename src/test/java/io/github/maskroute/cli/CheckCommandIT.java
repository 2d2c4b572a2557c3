package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.RouteFiles;
import io.github.maskroute.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of files at rest, with and without a database, and without a queue. */
class CheckCommandIT {

    private static final String STATEMENT = "login/insert-user-logins.sql";

    @TempDir
    private Path folder;

    private final RouteFiles routes = new RouteFiles();

    @Test
    void acceptsShippedRoutesAndStoresNothing() {
        String jdbcUrl = migrated();

        assertThat(commands().with("maskroute.db.url", jdbcUrl).run("check").done().lines()).containsExactly(
                "ok: drain-logins, insert-user-logins, maskroute-prune-ledger, maskroute-send-dead-letter");
        assertThat(Services.query(jdbcUrl, "SELECT 1 FROM user_logins UNION ALL SELECT 1 FROM processed_message")).isEmpty();
    }

    @Test
    void namesEachProblemOfEachFile() {
        routes.edit(STATEMENT, "FROM batch JOIN", "FROM batch JION").edit("ledger/prune-ledger.sql", "DELETE FROM", "DELETE FORM")
                .edit("drain-logins.camel.yaml", "- unmarshal:", "- unmarschal:")
                .edit("login/login-event.schema.json", "\"type\": \"object\",", "\"type\": \"objekt\",");
        Ran ran = commands().with("maskroute.db.url", migrated()).run("check", "--routes", routes.folder().toString());

        assertThat(ran.exit()).isEqualTo(41);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.lines()).hasSize(4)
                .anyMatch(line -> line.startsWith(routes.place("drain-logins.camel.yaml", "unmarschal") + "`unmarschal` is unknown"))
                .anyMatch(line -> line.startsWith(routes.place("login/login-event.schema.json", "objekt")))
                .anyMatch(line -> line.startsWith(routes.place(STATEMENT, "JION") + "SQLState 42601"))
                .anyMatch(line -> line.startsWith(routes.place("ledger/prune-ledger.sql", "FORM") + "SQLState 42601"));
    }

    @Test
    void triesTheSampleOnTheDatabase() {
        routes.edit(STATEMENT, "FROM batch JOIN claimed USING (sent_at, message_id)", "FROM batch");
        Ran ran = commands().with("maskroute.db.url", migrated()).run("check", "--json", "--routes", routes.folder().toString());

        assertThat(ran.exit()).isEqualTo(41);
        assertThat(ran.lines()).singleElement().asString().contains("\"line\":3", "delivered again");
    }

    @Test
    void asksNoDatabaseWhenOffline() {
        routes.edit("login/login-event.sample.json", "192.0.2.1", "192.0.2.256");
        assertThat(commands().run("check", "--offline", "--routes", routes.folder().toString()).lines()).singleElement().asString()
                .startsWith(routes.place("login/login-event.schema.json", "\"ip\": {")).contains("ip must be").doesNotContain("192");

        List<String> lines = commands().run("check", "--offline").done().lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("note: without a database");
        assertThat(lines.get(1)).startsWith("ok: drain-logins");
    }

    @ParameterizedTest
    @CsvSource({"insert-user-logins,drain-logins.camel.yaml", "maskroute-send-dead-letter,maskroute-errors.camel.yaml"})
    void missesARouteThatIsCalledAlsoOffline(String route, String caller) throws IOException {
        Files.delete(routes.path(route + ".camel.yaml"));
        Ran ran = commands().run("check", "--offline", "--routes", routes.folder().toString());

        assertThat(ran.exit()).isEqualTo(41);
        assertThat(ran.lines()).containsExactly(routes.place(caller, "direct:" + route) + "no route starts at direct:" + route);
    }

    @Test
    void saysWhatItCannotDo() {
        assertThat(commands().run("check").refused(ExitCode.SETTINGS).err()).contains("maskroute.db.url");
        assertThat(commands().with("maskroute.db.url", "jdbc:postgresql://127.0.0.1:1/none").run("check").refused(ExitCode.DATABASE_AWAY)
                .err()).contains("--offline");
        commands().run("check", "--offline", "--routes", folder.resolve("none").toString()).refused(ExitCode.SETTINGS);
    }

    private Commands commands() {
        return new Commands(folder);
    }

    private String migrated() {
        String jdbcUrl = Services.get().newDatabase();
        commands().with("maskroute.db.url", jdbcUrl).run("migrate").done();
        return jdbcUrl;
    }
}
