package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job is complete only if no old token is left anywhere in the table. */
class RemaskCompleteIT {

    @TempDir
    private Path keys;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(keys);
        table.promoteNew(Scheme.SIV);
    }

    @Test
    void shouldRewriteAllTablesThatInherit() throws SQLException {
        table.fill(Scheme.SIV, 0, 300).execute("""
                CREATE TABLE child () INHERITS (user_logins);
                CREATE TABLE grandchild (more text) INHERITS (child);
                WITH moved AS (DELETE FROM user_logins WHERE user_id LIKE '%1' RETURNING *) INSERT INTO child SELECT * FROM moved;
                WITH moved AS (DELETE FROM user_logins WHERE user_id LIKE '%2' RETURNING *) INSERT INTO grandchild SELECT * FROM moved""");
        table.promoteNew(Scheme.SIV);
        try (Connection other = connect(); Statement statement = other.createStatement()) {
            // The job can neither read nor rewrite a temporary table of another session.
            statement.execute("CREATE TEMPORARY TABLE others () INHERITS (user_logins); INSERT INTO others (masked_ip) VALUES ('x')");

            assertThat(table.remask(Scheme.SIV)).isEqualTo(new RemaskResult(300, Map.of(), 2, true, 0));
        }
        table.assertRenewed(Scheme.SIV, 0, 300);
    }

    /** The row moves to free space in a block that the first pass has already read. */
    @Test
    void shouldFindARowThatMovedBehindAPassWithoutRewrites() {
        FieldMasks old = table.masks(Scheme.SIV);
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 4_000).insert(4_000, 4_001, number -> old.token("ip", MaskedTable.ip(number)).orElseThrow());
        table.fill(Scheme.SIV, 4_001, 6_000).execute("DELETE FROM user_logins WHERE substr(user_id, 3)::int < 200");
        table.execute("VACUUM user_logins");
        String block = "SELECT (ctid::text::point)[0]::int FROM user_logins WHERE user_id = 'u-4000'";
        assertThat(Integer.parseInt(table.one(block))).isGreaterThanOrEqualTo(MaskedColumn.BlockRange.BLOCKS);

        RemaskResult result = table.remask(Scheme.SIV, "user_logins", Optional.empty(), new AfterFirstRange(() -> {
            table.execute("UPDATE user_logins SET locale = 'FR' WHERE user_id = 'u-4000'");
            assertThat(Integer.parseInt(table.one(block))).as("behind the scan").isLessThan(MaskedColumn.BlockRange.BLOCKS);
        }));

        assertThat(result).isEqualTo(new RemaskResult(1, Map.of(), 3, true, 0));
        table.assertRenewed(Scheme.SIV, 200, 6_000);
    }

    @Test
    void shouldWaitForTheSettlingTimeIfTheFirstPassFindsNothing() {
        FieldMasks old = table.masks(Scheme.SIV);
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, 10);
        RemaskJob job = new RemaskJob("user_logins", "masked_ip", "ip", false, 0, Duration.ofSeconds(3));

        RemaskResult result = table.remask(Scheme.SIV, job, Optional.empty(), new AfterFirstRange(() -> CompletableFuture.runAsync(
                () -> table.insert(10, 11, number -> old.token("ip", MaskedTable.ip(number)).orElseThrow()),
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))));

        assertThat(result).isEqualTo(new RemaskResult(1, Map.of(), 3, true, 0));
        table.assertRenewed(Scheme.SIV, 0, 11);
    }

    @Test
    void shouldNotBeCompleteWhileAForeignPartitionHasOldTokens() {
        String[] place = table.jdbcUrl().replaceFirst(".*//", "").split("[:/]");
        table.execute("""
                ALTER TABLE user_logins RENAME TO elsewhere;
                CREATE EXTENSION postgres_fdw;
                CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port '%s', dbname '%s');
                CREATE USER MAPPING FOR postgres SERVER other OPTIONS (user 'postgres', password 'postgres');
                CREATE TABLE user_logins (LIKE elsewhere) PARTITION BY LIST (user_id);
                CREATE TABLE here PARTITION OF user_logins DEFAULT;
                CREATE FOREIGN TABLE there PARTITION OF user_logins FOR VALUES IN ('u-1') SERVER other OPTIONS (table_name 'elsewhere')"""
                .formatted((Object[]) place));
        table.fill(Scheme.SIV, 0, 10);
        table.promoteNew(Scheme.SIV);
        RemaskJob job = new RemaskJob("user_logins", "masked_ip", "ip", false, 0, Duration.ZERO);

        RemaskResult result = table.remask(Scheme.SIV, job, Optional.empty(), MaskedTable.SILENT, new Backoff(Duration.ofMillis(20)));

        assertThat(result).isEqualTo(new RemaskResult(9, Map.of(), 10, false, 0));
        assertThat(result.complete()).isFalse();
    }

    /** A row-level security policy makes the only row slow to read. */
    @Test
    void shouldCountWithoutATimeLimit() throws SQLException {
        String role = Services.newName("slow_reader");
        table.fill(Scheme.SIV, 0, 1).execute("""
                CREATE ROLE %1$s;
                GRANT SELECT ON user_logins TO %1$s;
                ALTER TABLE user_logins ENABLE ROW LEVEL SECURITY;
                CREATE POLICY slow ON user_logins USING (CAST(pg_sleep(0.3) AS text) = '')""".formatted(role));
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            MaskedColumn column = MaskedColumn.find(connection, "user_logins", "masked_ip");
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE " + role + "; SET LOCAL statement_timeout = '100ms'");

            assertThat(column.count(connection, "NOT starts_with(t.masked_ip, ?)", "siv.new.")).isEqualTo(1);
        }
        table.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(table.jdbcUrl(), "postgres", "postgres");
    }

    /** Runs an action once, after the first range. */
    private static final class AfterFirstRange implements RemaskProgress {

        private final Runnable action;
        private boolean done;

        AfterFirstRange(Runnable action) {
            this.action = action;
        }

        @Override
        public void passBegins(int number, long blocks) {}

        @Override
        public void reached(long blocks, long rewritten) {
            if (!done) {
                done = true;
                action.run();
            }
        }
    }
}
