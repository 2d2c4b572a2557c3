package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.TestDrain;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables and columns that a job accepts, and how it reads them. */
class RemaskTablesIT {

    @TempDir
    private Path keys;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(keys);
        table.promoteNew(Scheme.SIV);
    }

    @Test
    void shouldRewriteAllPartitions() {
        table.execute("""
                DROP TABLE user_logins;
                CREATE TABLE user_logins (user_id text, device_type text, masked_ip text, app_version integer) PARTITION BY HASH (user_id);
                CREATE TABLE part_0 PARTITION OF user_logins FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE SCHEMA "Old Ones";
                CREATE TABLE "Old Ones"."Part 1" PARTITION OF user_logins FOR VALUES WITH (MODULUS 2, REMAINDER 1)
                    PARTITION BY LIST (device_type);
                CREATE TABLE "Old Ones"."Ios" PARTITION OF "Old Ones"."Part 1" FOR VALUES IN ('ios');
                CREATE TABLE unrelated AS SELECT * FROM user_logins""");
        table.fill(Scheme.SIV, 0, 4_000).execute("INSERT INTO unrelated SELECT * FROM user_logins");
        table.promoteNew(Scheme.SIV);

        assertThat(table.remask(Scheme.SIV)).isEqualTo(new RemaskResult(4_000, Map.of(), 2, true, 0));

        table.assertRenewed(Scheme.SIV, 0, 4_000);
        assertThat(table.one("SELECT count(*) FROM unrelated JOIN user_logins USING (masked_ip)")).isEqualTo("0");
    }

    @Test
    void shouldAcceptQuotedNamesAsSqlDoes() {
        table.fill(Scheme.SIV, 0, 10).execute("""
                CREATE SCHEMA "My Schema";
                CREATE TABLE "My Schema"."User""Logins" AS SELECT user_id, masked_ip AS "Masked ""ip" FROM user_logins""");
        table.promoteNew(Scheme.SIV);

        String name = "\"My Schema\".\"User\"\"Logins\"";
        assertThat(table.remask(Scheme.SIV, job(name, "Masked \"ip"), Optional.empty(), MaskedTable.SILENT).rewritten()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "user_logins; DROP TABLE user_logins", "user_logins WHERE false --", "\"user_logins", "a.b.c.d",
        "postgres.public.user_logins", "", " ", "'user_logins'", "user_logins_view", "pg_catalog.nothing", "nowhere.user_logins"})
    void shouldRejectNamesThatAreNotTables(String name) {
        table.fill(Scheme.SIV, 0, 10).execute("CREATE VIEW user_logins_view AS SELECT * FROM user_logins");
        table.promoteNew(Scheme.SIV);

        assertThatThrownBy(() -> table.remask(Scheme.SIV, name, Optional.empty(), MaskedTable.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.one("SELECT count(*) FROM user_logins")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "masked_ip = NULL, masked_ip", "\"masked_ip\"", "app_version", "arrays", "ctid", "", "MASKED_IP"})
    void shouldRejectNamesThatAreNotTextColumns(String name) {
        table.fill(Scheme.SIV, 0, 10).execute("ALTER TABLE user_logins ADD arrays text[]");
        table.promoteNew(Scheme.SIV);

        assertThatThrownBy(() -> table.remask(Scheme.SIV, job("user_logins", name), Optional.empty(), MaskedTable.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.one("SELECT count(masked_ip) FROM user_logins")).isEqualTo("10");
    }

    /** The statistics of the server do not count a scan of a ctid range as a sequential scan. */
    @Test
    void shouldScanTheWholeTableOnlyForTheFinalCount() {
        table.fill(Scheme.SIV, 0, 30_000).execute("ALTER TABLE user_logins SET (parallel_workers = 0); ANALYZE user_logins");
        table.promoteNew(Scheme.SIV);
        String scans = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'user_logins'";
        String updates = "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'user_logins'";
        int before = Integer.parseInt(table.one(scans));

        table.remask(Scheme.SIV);

        await().atMost(TestDrain.PATIENCE).until(() -> table.one(updates).equals("30000"));
        assertThat(table.one(scans)).isEqualTo(Integer.toString(before + 1));
    }

    @Test
    void shouldContinueOnANewConnection() {
        table.promoteNew(Scheme.HMAC);
        table.fill(Scheme.HMAC, 0, 5_000);
        String values = IntStream.range(0, 5_000).mapToObj(MaskedTable::ip).collect(Collectors.joining("\n"));
        AtomicInteger opened = new AtomicInteger();
        RawValues given = () -> {
            opened.incrementAndGet();
            return new BufferedReader(new StringReader(values));
        };

        RemaskResult result = table.remask(Scheme.SIV, "user_logins", Optional.of(given), new Breaking());

        assertThat(result).isEqualTo(new RemaskResult(5_000, Map.of(), 2, true, 0));
        assertThat(opened).as("a new connection needs a new table of values").hasValueGreaterThan(1);
        table.assertRenewed(Scheme.SIV, 0, 5_000);
    }

    private static RemaskJob job(String table, String column) {
        return new RemaskJob(table, column, "ip", false, 0, Duration.ZERO);
    }

    /** Terminates the connection of the job after the first range. */
    private final class Breaking implements RemaskProgress {

        private boolean broken;

        @Override
        public void passBegins(int number, long blocks) {}

        @Override
        public void reached(long blocks, long rewritten) {
            if (!broken) {
                table.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'maskroute'");
                broken = true;
            }
        }
    }
}
