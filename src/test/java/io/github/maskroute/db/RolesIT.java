package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.audit.AuditRefusedException;
import io.github.maskroute.audit.AuditTrail;
import io.github.maskroute.audit.ChainResult;
import io.github.maskroute.audit.UnmaskAudit;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The shipped role files: their privileges are sufficient, and no more than documented. */
class RolesIT {

    private final Path routes = new RouteFiles().folder();
    private final TestDrain drain = new TestDrain("", Map.of("maskroute.db.user", "maskroute_drain", "maskroute.db.password", "x",
            "maskroute.db.migrate", "false", "maskroute.routes", routes.toString()));

    RolesIT() throws IOException {
        for (int time = 1; time <= 2; time++) {
            run("maskroute_admin");
            migrate();
            run("maskroute_drain");
            run("maskroute_unmask");
            run("maskroute_remask");
            run("maskroute_forget");
        }
    }

    @AfterEach
    void closeDrain() {
        drain.close();
    }

    @Test
    void shouldMakeTheAdminOwnerOfAllTables() {
        assertThat(drain.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'maskroute_admin'"))
                .extracting(row -> row.get("tablename"))
                .containsExactlyInAnyOrder("user_logins", "processed_message", "unmask_audit", "maskroute_schema_history");
        assertThat(drain.rows("SELECT rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls "
                + "AS mighty FROM pg_roles WHERE rolname LIKE 'maskroute%' ORDER BY 1")).containsExactly(
                Map.of("rolname", "maskroute_admin", "rolcanlogin", "t", "mighty", "f"),
                Map.of("rolname", "maskroute_drain", "rolcanlogin", "t", "mighty", "f"),
                Map.of("rolname", "maskroute_forget", "rolcanlogin", "f", "mighty", "f"),
                Map.of("rolname", "maskroute_remask", "rolcanlogin", "f", "mighty", "f"),
                Map.of("rolname", "maskroute_unmask", "rolcanlogin", "f", "mighty", "f"));
    }

    @Test
    void shouldGrantNoMoreThanStated() {
        assertThat(privileges("maskroute_drain")).isEqualTo(Map.of(
                "user_logins", "INSERT", "processed_message", "DELETE INSERT SELECT"));
        assertThat(privileges("maskroute_unmask")).isEqualTo(Map.of("unmask_audit", "INSERT"));
        assertThat(privileges("maskroute_remask")).isEqualTo(Map.of("user_logins", "SELECT"));
        assertThat(privileges("maskroute_forget")).isEqualTo(Map.of("user_logins", "DELETE SELECT", "unmask_audit", "INSERT"));
        assertThat(columnsToUpdate("maskroute_remask")).containsExactlyInAnyOrder("masked_ip", "masked_device_id");
        assertThat(columnsToUpdate("maskroute_forget")).containsExactly("masked_ip");
        assertThat(drain.rows("""
                SELECT role FROM unnest(ARRAY['maskroute_drain', 'maskroute_unmask', 'maskroute_remask', 'maskroute_forget']) AS role
                WHERE has_schema_privilege(role, 'public', 'CREATE') OR has_database_privilege(role, current_database(), 'CREATE')
                   OR has_function_privilege(role, 'unmask_audit_append()', 'EXECUTE')
                   OR EXISTS (SELECT FROM pg_auth_members WHERE member = CAST(role AS regrole))""")).isEmpty();
        assertThat(drain.rows("SELECT grantee, privilege_type FROM information_schema.role_column_grants c "
                + "WHERE grantee IN ('maskroute_drain', 'maskroute_unmask') AND NOT EXISTS (SELECT FROM "
                + "information_schema.role_table_grants t WHERE (t.grantee, t.table_name, t.privilege_type) "
                + "= (c.grantee, c.table_name, c.privilege_type))")).isEmpty();
    }

    @Test
    void shouldAllowTheDrainNothingElse() {
        assertThat(List.of("SELECT user_id FROM user_logins", "UPDATE user_logins SET locale = 'x'", "DELETE FROM user_logins",
                "TRUNCATE user_logins", "TRUNCATE processed_message", "UPDATE processed_message SET sent_at = now()",
                "SELECT actor FROM unmask_audit", "INSERT INTO unmask_audit (reason) VALUES ('x')", "DROP TABLE user_logins",
                "ALTER TABLE user_logins ADD note text", "ALTER TABLE user_logins DISABLE TRIGGER ALL", "CREATE TABLE public.own (a int)",
                "CREATE INDEX ON processed_message (sent_at)", "SET ROLE maskroute_admin", "ALTER ROLE maskroute_drain SUPERUSER",
                "COPY processed_message TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')")).allSatisfy(sql ->
                        assertThatThrownBy(() -> execute("maskroute_drain", sql)).isInstanceOfSatisfying(SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("42501")));
    }

    @Test
    void shouldRevokeOtherGrantsWhenTheFilesRunAgain() throws IOException {
        drain.execute("GRANT ALL ON user_logins, processed_message, unmask_audit TO maskroute_drain, maskroute_unmask, maskroute_remask,"
                + " maskroute_forget");
        run("maskroute_drain");
        run("maskroute_unmask");
        run("maskroute_remask");
        run("maskroute_forget");
        shouldGrantNoMoreThanStated();
    }

    @Test
    void shouldAllowTheDrainToStoreReloadAndPrune() throws IOException {
        drain.execute("INSERT INTO processed_message SELECT now() - interval '16 days', gen_random_uuid() FROM generate_series(1, 25000)");
        drain.start().send(List.of(TestDrain.event(1), "no event")).awaitRows(1);
        edit("logins/insert-user-logins.sql", "-- Stores", "-- Edited. Stores");
        edit("ledger/prune-ledger.sql", "-- Deletes", "-- Edited. Deletes");
        await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("insert-user-logins.sql is edited and in force")
                && drain.log().contains("prune-ledger.sql is edited and in force"));
        drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        await().atMost(TestDrain.PATIENCE).untilAsserted(() -> assertThat(
                drain.rows("SELECT count(*) AS n FROM processed_message")).containsExactly(Map.of("n", "2")));
        assertThat(drain.deadLetters()).hasSize(1);
        edit("logins/insert-user-logins.sql", "event ->> 'device_type',", "NULL,");
        await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("no longer fills user_logins.device_type;"));
        assertThat(drain.log()).doesNotContain("42501");
    }

    @Test
    void shouldAuditMembersOfTheGroupByName() {
        String alice = Services.newName("alice");
        drain.execute("CREATE ROLE " + alice + " LOGIN; GRANT maskroute_unmask TO " + alice);
        new UnmaskAudit(login(alice), 10, "host-1").record("ticket 4711: a shared account", List.of("token-1"));
        assertThat(drain.rows("SELECT actor FROM unmask_audit")).containsExactly(Map.of("actor", alice));
        assertThat(new AuditTrail(login("maskroute_admin")).verify()).isInstanceOf(ChainResult.Whole.class);
        assertThatThrownBy(() -> new AuditTrail(login(alice)).verify()).isInstanceOf(AuditRefusedException.class);
        assertThatThrownBy(() -> new UnmaskAudit(login("maskroute_drain"), 10, "h").record("ticket 4711: a test", List.of("token-1")))
                .isInstanceOf(AuditRefusedException.class);
        assertThatThrownBy(() -> execute("maskroute_admin", "DELETE FROM unmask_audit")).hasMessageContaining("only grows");
    }

    @Test
    void shouldAuditAMemberWhoOwnsATableOfTheSameName() {
        String alice = Services.newName("alice");
        drain.execute("CREATE ROLE " + alice + " LOGIN; GRANT maskroute_unmask TO " + alice + "; CREATE SCHEMA AUTHORIZATION " + alice
                + "; SET ROLE " + alice + "; CREATE TABLE " + alice
                + ".unmask_audit (actor_host text, reason text, token_hash text, count integer)");
        new UnmaskAudit(login(alice), 10, "host-1").record("ticket 4711: a shared account", List.of("token-1"));
        assertThat(drain.rows("SELECT actor FROM public.unmask_audit")).containsExactly(Map.of("actor", alice));
    }

    /** The other drain holds its batch in an open transaction. Waiting for it would exceed the lock timeout. */
    @Test
    void shouldPruneWithoutWaitingForAnotherDrain() throws Exception {
        drain.execute("INSERT INTO processed_message SELECT now() - interval '16 days', gen_random_uuid() FROM generate_series(1, 15000)");
        try (Connection first = login("maskroute_drain").getConnection(); Connection second = login("maskroute_drain").getConnection()) {
            second.createStatement().execute("SET lock_timeout = '1ms'");
            first.setAutoCommit(false);
            assertThat(first.createStatement().executeUpdate(pruning())).isEqualTo(10_000);
            assertThat(second.createStatement().executeUpdate(pruning())).isZero();
            first.commit();
            assertThat(second.createStatement().executeUpdate(pruning())).isEqualTo(5_000);
        }
    }

    @Test
    void shouldReadOnlyTheLeftEdgeOfTheIndexWhenPruning() throws Exception {
        drain.execute("INSERT INTO processed_message SELECT now() - i * interval '10 seconds', gen_random_uuid() "
                + "FROM generate_series(1, 300000) AS i; ANALYZE processed_message");
        String plan = drain.rows("EXPLAIN " + pruning()).stream().map(row -> row.get("QUERY PLAN")).collect(Collectors.joining("\n"));
        assertThat(plan).contains("Tid Scan on processed_message", "One-Time Filter")
                .containsPattern("Index Scan using processed_message_pkey .*\n *Index Cond: \\(\\(sent_at > .* AND \\(sent_at < ")
                .doesNotContain("Seq Scan", "Sort");
    }

    private String pruning() throws IOException {
        return Files.readString(Path.of("routes/ledger/prune-ledger.sql")).replace("${properties:maskroute.ledger.retention}", "15d");
    }

    private void run(String role) throws IOException {
        drain.execute(Files.readString(Path.of("src/main/sql", role + ".sql")));
    }

    private void migrate() {
        try (Database database = new Database(drain.jdbcUrl(), "maskroute_admin", "x", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    /** Table to the privileges of the role. */
    private Map<String, String> privileges(String role) {
        return drain.rows("""
                SELECT relname, string_agg(privilege, ' ' ORDER BY privilege) AS privileges
                FROM pg_class, unnest(string_to_array('DELETE INSERT REFERENCES SELECT TRIGGER TRUNCATE UPDATE', ' ')) AS privilege
                WHERE relnamespace = CAST('public' AS regnamespace) AND relkind IN ('r', 'v', 'm', 'p')
                  AND has_table_privilege('%s', pg_class.oid, privilege)
                GROUP BY relname""".formatted(role)).stream()
                .collect(Collectors.toMap(row -> row.get("relname"), row -> row.get("privileges")));
    }

    private List<String> columnsToUpdate(String role) {
        return drain.rows("SELECT attname FROM pg_attribute WHERE attrelid = CAST('user_logins' AS regclass) AND attnum > 0 "
                + "AND has_column_privilege('" + role + "', attrelid, attnum, 'UPDATE')").stream().map(row -> row.get("attname")).toList();
    }

    private PGSimpleDataSource login(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(drain.jdbcUrl());
        dataSource.setUser(name);
        return dataSource;
    }

    private void execute(String login, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(drain.jdbcUrl(), login, "x")) {
            connection.createStatement().execute(sql);
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = routes.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }
}
