package io.github.maskroute.audit;

import static io.github.maskroute.audit.AuditDatabase.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.maskroute.audit.AuditRefusedException.Fault;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Records through pools in unusual states, and the messages if recording fails. */
class AuditFaultsIT {

    private static final String TOKEN = "siv.0badcafe.c2VjcmV0";

    private final AuditDatabase database = new AuditDatabase();
    private final String actor = database.newActor();

    static Stream<Consumer<HikariConfig>> pools() {
        return Stream.of(
                pool -> pool.setAutoCommit(true),
                pool -> pool.setAutoCommit(false),
                pool -> pool.setReadOnly(true),
                pool -> pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE"),
                pool -> pool.setConnectionInitSql("SET default_transaction_read_only = on"),
                pool -> pool.setConnectionInitSql("SET maskroute.unmask_daily_limit = '0'"));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void shouldRecordThroughAnyPool(Consumer<HikariConfig> oddity) {
        try (HikariDataSource pool = pool(database.url(), actor, oddity)) {
            UnmaskAudit audit = new UnmaskAudit(pool, 3, "h");
            audit.record(REASON, List.of(TOKEN));
            assertThatThrownBy(() -> audit.record("short", List.of(TOKEN))).isInstanceOf(AuditRefusedException.class);
            audit.record(REASON, List.of(TOKEN, TOKEN));
            assertThatThrownBy(() -> audit.record(REASON, List.of(TOKEN))).isInstanceOf(AuditRefusedException.class);
        }
        assertThat(database.trail().verify()).extracting("count").isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN; INSERT INTO left_open VALUES (1)", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"})
    void shouldIgnoreTheStateOfAUsedConnection(String leftBehind) throws SQLException {
        database.execute("CREATE TABLE left_open (n integer); GRANT INSERT ON left_open TO " + actor);
        try (Connection connection = database.login(actor).getConnection()) {
            connection.createStatement().execute(leftBehind);
            DataSource single = new SingleConnectionDataSource(connection, true);
            new UnmaskAudit(single, 3, "h").record(REASON, List.of(TOKEN));
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(database.rows()).hasSize(1);
        assertThat(Services.query(database.url(), "SELECT * FROM left_open")).isEmpty();
    }

    @Test
    void shouldRecordOnAConnectionWhoseTransactionFailed() throws SQLException {
        try (Connection connection = database.login(actor).getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1 / 0")).isInstanceOf(SQLException.class);
            new UnmaskAudit(new SingleConnectionDataSource(connection, true), 3, "h").record(REASON, List.of(TOKEN));
            assertThat(connection.getAutoCommit()).isFalse();
        }
        assertThat(database.rows()).hasSize(1);
    }

    static Stream<String> badReasons() {
        return Stream.of("", "short", "123456789", " \t\n 123456789 \n ", "x".repeat(1_001), "with a NUL \0 in it");
    }

    @ParameterizedTest
    @MethodSource("badReasons")
    void shouldRefuseAnInvalidReason(String reason) {
        AuditRefusedException refused = refusal(database.audit(actor, 9), reason);
        assertThat(refused.fault()).isEqualTo(Fault.REASON);
        assertThat(refused).hasMessageContaining("10 to 1000 characters");
        assertThat(database.rows()).isEmpty();
    }

    @Test
    void shouldAcceptTheShortestAndTheLongestReason() {
        database.audit(actor, 9).record(" 1234567890 ", List.of(TOKEN));
        database.audit(actor, 9).record("\uD83D\uDD11".repeat(1_000), List.of(TOKEN));
        assertThat(database.trail().verify()).extracting("count").isEqualTo(2L);
    }

    @Test
    void shouldExplainAMissingPrivilege() {
        database.execute("REVOKE INSERT ON unmask_audit FROM " + actor);
        AuditRefusedException refused = refusal(database.audit(actor, 9), REASON);
        assertThat(refused.fault()).isEqualTo(Fault.NOT_ALLOWED);
        assertThat(refused).hasMessageContaining("42501: permission denied for table unmask_audit")
                .hasMessageContaining("maskroute_unmask");
        assertThat(refusal(database.audit("nobody_at_all", 9), REASON).fault()).isEqualTo(Fault.NOT_ALLOWED);
        assertThatThrownBy(() -> new AuditTrail(database.login(actor)).verify()).hasMessageContaining("SELECT");
    }

    @Test
    void shouldExplainAMissingTable() {
        UnmaskAudit audit = new UnmaskAudit(AuditDatabase.dataSource(Services.get().newDatabase(), actor), 9, "h");
        AuditRefusedException refused = refusal(audit, REASON);
        assertThat(refused.fault()).isEqualTo(Fault.NO_TABLE);
        assertThat(refused).hasMessageContaining("maskroute migrate");
    }

    @Test
    void shouldExplainThatTheDatabaseIsAway() {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/postgres";
        assertThat(refusal(new UnmaskAudit(AuditDatabase.dataSource(nowhere, actor), 9, "h"), REASON).fault())
                .isEqualTo(Fault.DATABASE_AWAY);
        try (HikariDataSource pool = pool(nowhere, actor, config -> { })) {
            assertThat(refusal(new UnmaskAudit(pool, 9, "h"), REASON).fault()).isEqualTo(Fault.DATABASE_AWAY);
        }
    }

    @Test
    void shouldExplainAnUnknownLoginThroughAPool() {
        try (HikariDataSource pool = pool(database.url(), "nobody_at_all", config -> { })) {
            assertThat(refusal(new UnmaskAudit(pool, 9, "h"), REASON).fault()).isEqualTo(Fault.NOT_ALLOWED);
        }
    }

    @Test
    void shouldFailIfTheDatabaseDropsTheRecord() {
        database.execute("""
                CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                CREATE TRIGGER a_swallow BEFORE INSERT ON unmask_audit FOR EACH ROW EXECUTE FUNCTION swallow()""");
        assertThat(refusal(database.audit(actor, 9), REASON).fault()).isEqualTo(Fault.OTHER);
    }

    @Test
    void shouldFailWithoutTheTrigger() {
        database.execute("ALTER TABLE unmask_audit DISABLE TRIGGER unmask_audit_append");
        assertThat(refusal(database.audit(actor, 9), REASON).fault()).isEqualTo(Fault.OTHER);
    }

    private static AuditRefusedException refusal(UnmaskAudit audit, String reason) {
        AuditRefusedException refused = catchThrowableOfType(AuditRefusedException.class, () -> audit.record(reason, List.of(TOKEN)));
        assertThat(refused.getMessage()).doesNotContain(TOKEN, "\n");
        assertThat(refused.getCause()).isNull();
        return refused;
    }

    private static HikariDataSource pool(String url, String login, Consumer<HikariConfig> oddity) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(login);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        oddity.accept(config);
        return new HikariDataSource(config);
    }
}
