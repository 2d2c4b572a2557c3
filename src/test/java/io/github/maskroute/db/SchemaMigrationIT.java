package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.audit.AuditRefusedException;
import io.github.maskroute.audit.AuditTrail;
import io.github.maskroute.audit.ChainResult;
import io.github.maskroute.audit.UnmaskAudit;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All tables, including the audit, are in one schema, whatever its name, and in no other. */
class SchemaMigrationIT {

    private static final String TABLES = "SELECT schemaname || '.' || tablename AS name FROM pg_tables"
            + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";

    private final String url = Services.get().newDatabase();

    @ParameterizedTest
    @ValueSource(strings = {"app2", "My Schema", "a\"b", "Größe", "it's", "1st"})
    void shouldCreateAllTablesInTheSchemaOfTheUrl(String schema) throws Exception {
        String quoted = new CurrentSchema(schema).quoted();
        Services.execute(url, "CREATE SCHEMA " + quoted);
        String there = url + "?currentSchema=" + URLEncoder.encode(quoted + ",public", StandardCharsets.UTF_8);

        migrate(there, "postgres");
        migrate(there, "postgres");

        assertThat(tables()).containsExactlyInAnyOrder(schema + ".maskroute_schema_history", schema + ".processed_message",
                schema + ".unmask_audit", schema + ".user_logins");
        assertNonePending(there);
        record(there, "postgres");
        assertThat(verified(there, "postgres")).isEqualTo(1);
    }

    @Test
    void shouldNeedNoPrivilegeInOtherSchemas() {
        String login = newOwnerOf("app2");
        Services.execute(url, "CREATE TABLE public.unmask_audit (note text); CREATE TABLE public.user_logins (note text)");
        migrate(url + "?currentSchema=app2", login);

        record(url + "?currentSchema=app2", login);

        assertThat(verified(url + "?currentSchema=app2", login)).isEqualTo(1);
        assertThat(tables()).contains("app2.unmask_audit", "app2.user_logins", "public.unmask_audit", "public.user_logins").hasSize(6);
    }

    @Test
    void shouldFollowTheSearchPathOfALogin() {
        String login = newOwnerOf("app2");
        Services.execute(url, "ALTER ROLE " + login + " SET search_path = app2; CREATE TABLE public.unmask_audit (note text)");
        migrate(url, login);

        record(url, login);

        assertThat(verified(url, login)).isEqualTo(1);
        assertThat(tables()).contains("app2.unmask_audit", "app2.processed_message", "app2.maskroute_schema_history");
    }

    /** Otherwise a user who decodes could redirect the record to an own table with a search_path. */
    @Test
    void shouldNotAuditByTheLoginsSearchPathIfAmbiguous() {
        migrate(url, "postgres");
        String login = newOwnerOf("mine");
        Services.execute(url, "GRANT INSERT ON public.unmask_audit TO " + login + "; ALTER ROLE " + login + " SET search_path = mine");
        migrate(url + "?currentSchema=mine", login);

        assertThatThrownBy(() -> record(url, login)).isInstanceOf(AuditRefusedException.class).hasMessageContaining("as currentSchema");

        record(url + "?currentSchema=public", login);
        assertThat(verified(url, "postgres")).isEqualTo(1);
        assertThat(verified(url + "?currentSchema=mine", login)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app2", "app2,public"})
    void shouldRefuseASchemaThatIsMissingOrForbidden(String list) {
        String login = Services.newName("login");
        Services.execute(url, "CREATE ROLE " + login + " LOGIN; GRANT CREATE ON SCHEMA public TO " + login);
        assertRefused(list, login);

        Services.execute(url, "CREATE SCHEMA app2; GRANT CREATE ON SCHEMA app2 TO " + login);
        assertRefused(list, login);

        Services.execute(url, "GRANT USAGE ON SCHEMA app2 TO " + login);
        migrate(url + "?currentSchema=" + list, login);
        assertThat(tables()).hasSize(4).allMatch(name -> name.startsWith("app2."));
    }

    private void assertRefused(String list, String login) {
        assertThatThrownBy(() -> migrate(url + "?currentSchema=" + list, login)).isInstanceOfSatisfying(FlywayException.class,
                refused -> assertThat(SqlFault.of(refused).description()).contains("currentSchema", "USAGE"));
        assertThat(tables()).isEmpty();
    }

    /** Another table has the name of the audit. */
    @Test
    void shouldRollBackAFailedMigration() {
        Services.execute(url, "CREATE TABLE unmask_audit (note text)");
        assertThatThrownBy(() -> migrate(url, "postgres")).isInstanceOfSatisfying(FlywayException.class,
                refused -> assertThat(SqlFault.of(refused).description()).contains("table unmask_audit that Maskroute did not create"));
        assertThat(tables()).contains("public.unmask_audit").doesNotContain("public.user_logins", "public.processed_message");

        Services.execute(url, "DROP TABLE unmask_audit");
        migrate(url, "postgres");
        assertThat(tables()).hasSize(4);
    }

    @Test
    void shouldContinueTheAuditOfAnOlderDatabase() throws Exception {
        migrateAsBefore(url);
        record(url, "postgres");
        migrate(url, "postgres");

        record(url, "postgres");

        assertThat(verified(url, "postgres")).isEqualTo(2);
        assertThat(tables()).hasSize(4).allMatch(name -> name.startsWith("public."));
        assertNonePending(url);
    }

    /** Version 3 always created it in public. */
    @Test
    void shouldMoveTheAuditOfAnOlderDatabaseToItsOtherTables() {
        String login = newOwnerOf("app");
        Services.execute(url, "GRANT CREATE ON SCHEMA public TO " + login + "; CREATE SCHEMA app2");
        String app = url + "?currentSchema=app";
        migrateAsBefore(app, login);
        String actor = Services.newName("actor");
        Services.execute(url, "CREATE ROLE " + actor + " LOGIN; GRANT INSERT ON public.unmask_audit TO " + actor
                + "; GRANT USAGE ON SCHEMA app TO " + actor);
        record(url, actor);
        migrate(app, login);
        migrate(url + "?currentSchema=app2", "postgres");

        record(app, actor);

        assertThat(verified(app, login)).isEqualTo(2);
        assertThat(verified(url + "?currentSchema=app2", "postgres")).isZero();
        assertThat(tables()).hasSize(8).noneMatch(name -> name.startsWith("public."));
    }

    private static void migrateAsBefore(String url) {
        migrateAsBefore(url, "postgres");
    }

    private static void migrateAsBefore(String url, String login) {
        Flyway.configure().dataSource(url, login, "x").locations("classpath:old-migrations").table("maskroute_schema_history")
                .baselineOnMigrate(true).baselineVersion("0").load().migrate();
    }

    private static void migrate(String url, String login) {
        try (Database database = new Database(url, login, "x", 1)) {
            Backoff none = Backoff.none();
            database.migrate(none);
        }
    }

    private static void assertNonePending(String url) throws Exception {
        try (Database database = new Database(url, "postgres", "x", 1)) {
            assertThat(database.pendingMigrations()).isZero();
        }
    }

    private static void record(String url, String login) {
        try (Database database = new Database(url, login, "x", 1)) {
            new UnmaskAudit(database.dataSource(), 9, "host-1").record("ticket 4711: a shared account", List.of("token-1"));
        }
    }

    private static long verified(String url, String login) {
        try (Database database = new Database(url, login, "x", 1)) {
            ChainResult result = new AuditTrail(database.dataSource()).verify();
            assertThat(result).isInstanceOf(ChainResult.Whole.class);
            return ((ChainResult.Whole) result).count();
        }
    }

    /** A login that can create tables in its own schema, and in no other. */
    private String newOwnerOf(String schema) {
        String login = Services.newName("owner");
        Services.execute(url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE " + login + " LOGIN; CREATE SCHEMA " + schema
                + " AUTHORIZATION " + login);
        return login;
    }

    private List<String> tables() {
        return Services.query(url, TABLES).stream().map(row -> row.get("name")).toList();
    }
}
