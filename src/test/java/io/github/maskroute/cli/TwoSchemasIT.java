package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two drains in one database, each in its own schema, with the commands and roles of one of them. */
class TwoSchemasIT {

    private static final String COUNT = "SELECT count(*) AS n FROM ";

    private final String url = Services.get().newDatabase();

    @TempDir
    private Path folder;

    private KeysetEditor keys;

    @BeforeEach
    void makeKeys() {
        KeysetFolder keyset = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        keys = new KeysetEditor(keyset);
        keys.promote(Scheme.SIV, keys.add(Scheme.SIV));
        Services.execute(url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    /** Each drain has a login that may not use the other schema. */
    @Test
    void shouldDrainUnmaskAndRemaskSeparately() {
        try (TestDrain first = drain("\"First One\"", owner("\"First One\"")); TestDrain second = drain("second", owner("second"))) {
            first.start();
            second.start();
            first.send(events(0, 3)).awaitRows(3);
            second.send(events(10, 15)).awaitRows(5);
            assertThat(counts(first, "processed_message")).isEqualTo("3");
            assertThat(counts(second, "processed_message")).isEqualTo("5");

            Commands commands = commands(first);
            String token = first.rows("SELECT masked_ip FROM user_logins WHERE user_id = 'user-1'").get(0).get("masked_ip");
            assertThat(commands.run("unmask", "--keyset", folder.resolve("keys").toString(), "--field", "ip",
                    "--reason", "fraud case 4711", token).done().out()).isEqualTo("198.51.0.2\n");
            assertThat(commands.run("audit", "--verify").done().out()).contains("whole: 1 records");
            assertThat(commands(second).run("audit", "--verify").done().out()).contains("whole: 0 records");
            assertThat(counts(second, "unmask_audit")).isEqualTo("0");

            String renewed = keys.add(Scheme.SIV);
            keys.promote(Scheme.SIV, renewed);
            commands.run("remask", "--table", "user_logins", "--column", "masked_ip");
            String ofNewKey = "user_logins WHERE masked_ip LIKE 'siv." + renewed + ".%'";
            assertThat(counts(first, ofNewKey)).isEqualTo("3");
            assertThat(counts(second, ofNewKey)).isEqualTo("0");
            assertThat(Services.query(url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
        }
    }

    /** With a missing schema first in the path, names would resolve to the tables of the next schema. */
    @Test
    void shouldRefuseStartInSecondSchema() {
        new Commands(folder).with("maskroute.db.url", url).run("migrate").done();
        try (TestDrain drain = drain("app,public", "postgres")) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class).hasMessageContaining("currentSchema of"
                    + " maskroute.db.url");
            assertThat(commands(drain).run("audit", "--verify").stopped(ExitCode.DATABASE_REFUSES).err()).contains("currentSchema");
            assertThat(commands(drain).run("migrate").stopped(ExitCode.DATABASE_REFUSES).err()).contains("currentSchema");
        }
    }

    @Test
    void shouldReportLedgerInAnotherSchemaByDoctor() {
        new Commands(folder).with("maskroute.db.url", url).run("migrate").done();
        Services.execute(url, "CREATE SCHEMA app");
        try (TestDrain drain = drain("app,public", "postgres")) {
            assertThat(doctor(drain)).anyMatch(line -> line.matches("fail +ledger table .*processed_message in schema"
                    + " public.*currentSchema.*"));
            commands(drain).run("migrate").done();
            assertThat(doctor(drain)).anyMatch(line -> line.matches("ok +ledger table .*processed_message in schema app"));
        }
    }

    @Test
    void shouldCreateRolesForSchemaOfTheSession() throws IOException {
        role("maskroute_admin");
        try (TestDrain admin = drain("\"My Logins\"", "maskroute_admin")) {
            commands(admin).run("migrate").done();
        }
        role("maskroute_drain", "maskroute_unmask", "maskroute_remask", "maskroute_forget");
        try (TestDrain drain = drain("\"My Logins\"", "maskroute_drain")) {
            drain.settings().put("maskroute.db.migrate", "false");
            drain.start().send(events(0, 3)).awaitRows(3);
            String alice = Services.newName("alice");
            Services.execute(url, "CREATE ROLE " + alice + " LOGIN; GRANT maskroute_unmask, maskroute_remask, maskroute_forget TO "
                    + alice);
            Commands commands = commands(drain).with("maskroute.db.user", alice);
            String token = drain.rows("SELECT masked_ip FROM user_logins WHERE user_id = 'user-1'").get(0).get("masked_ip");
            commands.run("unmask", "--keyset", folder.resolve("keys").toString(), "--field", "ip", "--reason", "fraud case 4711", token)
                    .done();
            assertThat(drain.rows("SELECT actor FROM unmask_audit")).containsExactly(Map.of("actor", alice));
            assertThat(commands.run("remask", "--table", "user_logins", "--column", "masked_ip", "--dry-run").exit()).isZero();
            commands.runReading("198.51.0.2", "forget", "--type", "logins", "--field", "ip", "--values", "-", "--reason", "request 4711")
                    .done();
            assertThat(drain.rows("SELECT user_id FROM user_logins WHERE masked_ip IS NULL")).containsExactly(Map.of("user_id", "user-1"));
        }
    }

    private void role(String... files) throws IOException {
        for (String file : files) {
            Services.execute(url, "SET maskroute.schema = 'My Logins'; " + Files.readString(Path.of("src/main/sql", file + ".sql")));
        }
    }

    private String owner(String schema) {
        String login = Services.newName("owner");
        Services.execute(url, "CREATE ROLE " + login + " LOGIN; CREATE SCHEMA " + schema + " AUTHORIZATION " + login);
        return login;
    }

    private TestDrain drain(String schemas, String login) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("maskroute.db.url", url + "?currentSchema=" + schemas.replace(" ", "%20").replace("\"", "%22"));
        settings.put("maskroute.db.user", login);
        settings.put("maskroute.db.password", "x");
        settings.put("maskroute.mask.keyset", folder.resolve("keys").toString());
        settings.put("maskroute.mask.scheme", "siv");
        return new TestDrain("", settings);
    }

    private Commands commands(TestDrain drain) {
        Commands commands = new Commands(folder);
        drain.settings().forEach(commands::with);
        return commands;
    }

    private List<String> doctor(TestDrain drain) {
        return commands(drain).run("doctor").lines();
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDrain::event).toList();
    }

    private static String counts(TestDrain drain, String table) {
        return drain.rows(COUNT + table).get(0).get("n");
    }
}
