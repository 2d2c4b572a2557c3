package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code maskroute check} with and without a database, and without a queue. */
class CheckCommandIT {

    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String MASKED = ", \"x-mask\": \"address\"";

    @TempDir
    private Path folder;

    private final RouteFiles routes = new RouteFiles();

    @Test
    void shouldAcceptShippedRoutesAndStoreNothing() {
        String jdbcUrl = migrated();

        assertThat(commands().with("maskroute.db.url", jdbcUrl).run("check").done().lines()).containsExactly(
                "masked: device_id (text, hmac), ip (address, hmac)",
                "stored as they come: app_version, device_type, locale, user_id",
                "filled by the sample: processed_message.message_id, processed_message.sent_at, user_logins.app_version,"
                        + " user_logins.create_date, user_logins.device_type, user_logins.locale, user_logins.masked_device_id,"
                        + " user_logins.masked_ip, user_logins.user_id",
                "ok: drain-logins, insert-user-logins, maskroute-prune-ledger, maskroute-send-dead-letter");
        assertThat(Services.query(jdbcUrl, "SELECT 1 FROM user_logins UNION ALL SELECT 1 FROM processed_message")).isEmpty();
    }

    @Test
    void shouldPrintEachProblemOfEachFile() {
        routes.edit(STATEMENT, "FROM new, LATERAL", "FROM new CROSS JION LATERAL")
                .edit("ledger/prune-ledger.sql", "DELETE FROM", "DELETE FORM")
                .edit("drain-logins.camel.yaml", "- unmarshal:", "- unmarschal:")
                .edit(SCHEMA, "\"type\": \"object\",", "\"type\": \"objekt\",");
        CommandResult result = commands().with("maskroute.db.url", migrated()).run("check", "--routes", routes.folder().toString());

        assertThat(result.exit()).isEqualTo(41);
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).hasSize(4)
                .anyMatch(line -> line.startsWith(routes.place("drain-logins.camel.yaml", "unmarschal") + "`unmarschal` is unknown"))
                .anyMatch(line -> line.startsWith(routes.place(SCHEMA, "objekt")))
                .anyMatch(line -> line.startsWith(routes.place(STATEMENT, "JION") + "SQLState 42601"))
                .anyMatch(line -> line.startsWith(routes.place("ledger/prune-ledger.sql", "FORM") + "SQLState 42601"));
    }

    @Test
    void shouldStoreSampleOnTheDatabase() {
        routes.edit(STATEMENT, "FROM new,", "FROM new RIGHT JOIN (SELECT 1) AS always ON true,");
        CommandResult result = commands().with("maskroute.db.url", migrated())
                .run("check", "--json", "--routes", routes.folder().toString());

        assertThat(result.exit()).isEqualTo(41);
        assertThat(result.lines()).singleElement().asString().contains("\"line\":3", "when it is redelivered");
    }

    @Test
    void shouldNotUseDatabaseWhenOffline() {
        routes.edit("logins/logins-event.sample.json", "192.0.2.1", "192.0.2.256");
        assertThat(commands().run("check", "--offline", "--routes", routes.folder().toString()).lines()).singleElement().asString()
                .startsWith(routes.place(SCHEMA, "\"ip\": {")).contains("ip must be").doesNotContain("192");

        List<String> lines = commands().run("check", "--offline").done().lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("note: without a database");
        assertThat(lines.get(1)).startsWith("masked: device_id");
        assertThat(lines.get(3)).startsWith("ok: drain-logins");
    }

    @Test
    void shouldPrintLossesAgainstAnotherVersion() throws IOException {
        routes.edit(STATEMENT, "event ->> 'device_type', event ->> 'ip',", "NULL, NULL,").edit(SCHEMA, MASKED, "");
        Commands commands = commands().with("maskroute.db.url", migrated());
        CommandResult result = commands.run("check", "--routes", routes.folder().toString(), "--against", "routes");

        assertThat(result.exit()).isEqualTo(41);
        assertThat(result.lines()).containsExactly(routes.path(SCHEMA) + ":?: drain-logins no longer masks ip, nor fills"
                + " user_logins.device_type, user_logins.masked_ip; to confirm the loss, list in accept-loss.txt in the routes folder,"
                + " one per line: ip, user_logins.device_type, user_logins.masked_ip");

        Files.writeString(routes.path("accept-loss.txt"), "ip\nuser_logins.device_type\nuser_logins.masked_ip\n");
        assertThat(commands.run("check", "--routes", routes.folder().toString(), "--against", "routes").done().lines()).contains(
                "note: drain-logins no longer masks ip, nor fills user_logins.device_type, user_logins.masked_ip, as accept-loss.txt"
                        + " confirms",
                "masked: device_id (text, hmac)", "stored as they come: app_version, device_type, ip, locale, user_id");
    }

    @Test
    void shouldPrintLostFieldsWhenOffline() {
        routes.edit(SCHEMA, MASKED, "");
        CommandResult result = commands().run("check", "--offline", "--routes", routes.folder().toString(), "--against", "routes");

        assertThat(result.exit()).isEqualTo(41);
        assertThat(result.lines()).singleElement().asString().contains("drain-logins no longer masks ip (not all columns are visible: ");
        commands().run("check", "--offline", "--against", folder.resolve("none").toString()).refused(ExitCode.SETTINGS);
    }

    @ParameterizedTest
    @CsvSource({"insert-user-logins,drain-logins,drain-logins", "maskroute-send-dead-letter,maskroute-send-dead-letter,maskroute-errors"})
    void missesARouteThatIsCalledAlsoOffline(String route, String file, String caller) {
        routes.edit(file + ".camel.yaml", "        name: " + route + "\n", "        name: another\n");
        CommandResult result = commands().run("check", "--offline", "--routes", routes.folder().toString());

        assertThat(result.exit()).isEqualTo(41);
        assertThat(result.lines()).containsExactly(routes.place(caller + ".camel.yaml", "direct:" + route) + "no route starts at"
                + " direct:" + route);
    }

    @Test
    void shouldExplainWhyItCannotCheck() {
        assertThat(commands().run("check").refused(ExitCode.SETTINGS).err()).contains("maskroute.db.url");
        assertThat(commands().with("maskroute.db.url", "jdbc:postgresql://127.0.0.1:1/none").run("check").refused(ExitCode.DATABASE_AWAY)
                .err()).contains("--offline");
        commands().run("check", "--offline", "--routes", folder.resolve("none").toString()).refused(ExitCode.SETTINGS);
    }

    @Test
    void shouldPrintFilesThatMigrateExecutes() throws IOException {
        Path routes = Files.createDirectories(folder.resolve("own/visits")).getParent();
        Path file = Files.writeString(routes.resolve("visits/create-visits.sql"), "CREATE TABLE IF NOT EXISTS visits (page text)");

        String out = commands().with("maskroute.db.url", migrated()).with("maskroute.routes", routes).run("migrate").done().out();

        assertThat(out).startsWith("The drain's tables are up to date.\nRan " + file + "\n")
                .contains("does not change an existing table");
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
