package io.github.maskroute.audit;

import static io.github.maskroute.audit.AuditDatabase.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.audit.AuditRefusedException.Fault;
import io.github.maskroute.testing.Services;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** The rules of the database for records, whoever sends them. */
class UnmaskAuditIT {

    private static final String LIMIT = "SET maskroute.unmask_daily_limit = '1000'";
    private static final String INSERT = "INSERT INTO unmask_audit (actor_host, reason, token_hash, count) VALUES ('h', '" + REASON
            + "', repeat('a', 64), 1)";

    private final AuditDatabase database = new AuditDatabase();
    private final String actor = database.newActor();

    @Test
    void shouldRecordActorTimeReasonAndCount() {
        database.audit(actor, 10).record("  " + REASON + "\n", List.of("token-1", "token-2"));
        database.audit(actor, 10).record("Größe 9:9 \uD83D\uDD11 geprüft", List.of("token-3"));
        assertThat(database.rows()).hasSize(2);
        assertThat(database.rows().get(0)).containsEntry("id", "1").containsEntry("actor", actor)
                .containsEntry("actor_host", "host-1").containsEntry("reason", REASON).containsEntry("count", "2")
                .containsEntry("token_hash", DigestUtils.sha256Hex("token-1\ntoken-2")).containsEntry("prev_hash", "0".repeat(64));
        assertThat(database.rows().get(1)).containsEntry("prev_hash", database.rows().get(0).get("hash"));
        assertThat(Services.query(database.url(), "SELECT 1 FROM unmask_audit WHERE abs(extract(epoch FROM now() - at)) < 60")).hasSize(2);
        assertThat(database.trail().verify()).isEqualTo(new ChainResult.Whole(2, 2, database.rows().get(1).get("hash")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "UPDATE unmask_audit SET reason = 'another reason' WHERE id = 1", "UPDATE unmask_audit SET count = 1 WHERE false",
        "DELETE FROM unmask_audit", "TRUNCATE unmask_audit",
        "SET maskroute.unmask_daily_limit = '9'; INSERT INTO unmask_audit (id, actor_host, reason, token_hash, count) "
                + "SELECT 1, 'h', reason, token_hash, 1 FROM unmask_audit ON CONFLICT (id) DO UPDATE SET count = 1",
        "CREATE TABLE parent (LIKE unmask_audit); ALTER TABLE unmask_audit INHERIT parent; DELETE FROM parent",
        "CREATE TABLE parent (LIKE unmask_audit); ALTER TABLE unmask_audit INHERIT parent; UPDATE parent SET count = 1"})
    void shouldRefuseAllButInsertsEvenForTheOwner(String sql) {
        database.recorded(2);
        assertThatThrownBy(() -> database.executeAs("postgres", sql)).isInstanceOf(SQLException.class)
                .hasMessageContaining("on public.unmask_audit is refused: the audit of decodings only grows")
                .extracting("SQLState").isEqualTo("MR003");
        assertThat(database.trail().verify()).isInstanceOf(ChainResult.Whole.class);
    }

    @Test
    void shouldOverwriteFieldsThatTheClientMustNotSet() throws SQLException {
        database.executeAs(actor, LIMIT, "INSERT INTO unmask_audit VALUES (99, '2001-01-01', 'somebody', 'h', '" + REASON
                + "', repeat('a', 64), 1, repeat('b', 64), repeat('c', 64))");
        assertThat(database.rows()).hasSize(1);
        assertThat(database.rows().get(0)).containsEntry("id", "1").containsEntry("actor", actor);
        assertThat(database.trail().verify()).isInstanceOf(ChainResult.Whole.class);
    }

    @Test
    void shouldNameTheLoginAfterSetRole() throws SQLException {
        String group = database.newActor();
        database.execute("GRANT " + group + " TO " + actor);
        database.executeAs(actor, LIMIT, "SET ROLE " + group, INSERT);
        assertThat(database.rows().get(0)).containsEntry("actor", actor);
    }

    @Test
    void shouldChainTheRowsOfOneStatementAndOfACopy() throws Exception {
        database.executeAs(actor, LIMIT, INSERT + ", ('h', '" + REASON + "', repeat('b', 64), 2)");
        try (Connection connection = database.login(actor).getConnection()) {
            connection.createStatement().execute(LIMIT);
            String line = "h," + REASON + "," + "c".repeat(64) + ",1\n";
            new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(
                    "COPY unmask_audit (actor_host, reason, token_hash, count) FROM STDIN (FORMAT csv)",
                    new StringReader(line + line));
        }
        assertThat(database.trail().verify()).extracting("count").isEqualTo(4L);
    }

    /** Without its own isolation level, a transaction of the other login would not see records since its begin. */
    @Test
    void shouldKeepTheChainIntactUnderConcurrency() throws Exception {
        String other = database.newActor();
        database.execute("ALTER ROLE " + other + " SET default_transaction_isolation = 'repeatable read'");
        inThreads(8, thread -> {
            UnmaskAudit audit = database.audit(thread % 2 == 0 ? actor : other, 10_000);
            IntStream.range(0, 25).forEach(i -> audit.record(REASON, List.of("token-" + thread, "token-" + i)));
        });
        assertThat(database.trail().verify()).isEqualTo(new ChainResult.Whole(200, 200, database.rows().get(199).get("hash")));
    }

    @Test
    void shouldKeepTheDailyLimitUnderConcurrency() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        inThreads(8, thread -> IntStream.range(0, 5).forEach(i -> {
            try {
                database.audit(actor, 21).record(REASON, List.of("token-1", "token-2"));
            } catch (AuditRefusedException e) {
                assertThat(e.fault()).isEqualTo(Fault.DAILY_LIMIT);
                refused.incrementAndGet();
            }
        }));
        assertThat(database.rows()).hasSize(10);
        assertThat(refused).hasValue(30);
        database.audit(actor, 21).record(REASON, List.of("token-1"));
        assertThatThrownBy(() -> database.audit(actor, 21).record(REASON, List.of("token-1"))).hasMessage(actor
                + " has asked for 21 tokens today (UTC), and 1 more would exceed the daily limit of 21; decode fewer tokens, wait for the"
                + " next day, or have maskroute.unmask.daily-limit raised");
    }

    @Test
    void shouldLimitEachLoginAndEachDaySeparately() {
        UnmaskAudit audit = database.audit(actor, 1);
        audit.record(REASON, List.of("token-1"));
        assertThatThrownBy(() -> audit.record(REASON, List.of("token-2"))).isInstanceOf(AuditRefusedException.class);
        database.audit(database.newActor(), 1).record(REASON, List.of("token-2"));
        String today = "date_trunc('day', now(), 'UTC')";
        database.tamper("UPDATE unmask_audit SET at = " + today + " WHERE id = 1")
                .execute("ALTER ROLE " + actor + " SET timezone = 'Pacific/Kiritimati'");
        assertThatThrownBy(() -> audit.record(REASON, List.of("token-2"))).isInstanceOf(AuditRefusedException.class);
        database.tamper("UPDATE unmask_audit SET at = " + today + " - interval '1 microsecond' WHERE id = 1");
        audit.record(REASON, List.of("token-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET maskroute.unmask_daily_limit", "SET maskroute.unmask_daily_limit = ''",
        "SET maskroute.unmask_daily_limit = '-1'", "SET maskroute.unmask_daily_limit = 'all'"})
    void shouldRefuseASessionWithoutALimit(String setting) {
        assertThatThrownBy(() -> database.executeAs(actor, setting, INSERT)).extracting("SQLState").isEqualTo("MR002");
        assertThat(database.rows()).isEmpty();
    }

    @Test
    void shouldLeaveNoGapAfterARollback() throws SQLException {
        database.executeAs(actor, LIMIT, INSERT, "BEGIN", INSERT, INSERT, "ROLLBACK", INSERT);
        assertThat(database.rows()).extracting(row -> row.get("id")).containsExactly("1", "2");
        assertThat(database.trail().verify()).isInstanceOf(ChainResult.Whole.class);
    }

    /** It cannot see later records: its record must neither fork the chain nor exceed the limit. */
    @Test
    void shouldRefuseATransactionWithAnOldSnapshot() throws SQLException {
        try (Connection connection = database.login(actor).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.createStatement().execute(LIMIT.replace("SET", "SET LOCAL"));
            connection.createStatement().execute("SELECT 1");
            database.recorded(1);
            assertThatThrownBy(() -> connection.createStatement().execute(INSERT)).extracting("SQLState").isEqualTo("23505");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT count(*) FROM unmask_audit", INSERT + " RETURNING id", "UPDATE unmask_audit SET count = 1",
        "DELETE FROM unmask_audit", "TRUNCATE unmask_audit", "ALTER TABLE unmask_audit DISABLE TRIGGER USER",
        "SET session_replication_role = replica",
        "CREATE TEMP TABLE mine (LIKE pg_class); "
                + "CREATE TRIGGER mine BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION unmask_audit_append()"})
    void shouldAllowNothingElseToALoginWithInsert(String sql) {
        assertThatThrownBy(() -> database.executeAs(actor, LIMIT, sql)).extracting("SQLState").isEqualTo("42501");
    }

    /** A record that fills the screen or the memory would hide others. */
    @Test
    void takesAHostNameOf255CharactersAndNoLonger() throws SQLException {
        database.executeAs(actor, LIMIT, INSERT.replace("'h'", "repeat('ü', 255)"));
        assertThatThrownBy(() -> database.executeAs(actor, LIMIT, INSERT.replace("'h'", "repeat('h', 256)")))
                .extracting("SQLState").isEqualTo("23514");
        assertThat(database.rows()).hasSize(1);
    }

    /** Runs all at once. Fails if one of them fails. */
    private static void inThreads(int threads, IntConsumer work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> {
                    start.await();
                    work.accept(thread);
                    return thread;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
