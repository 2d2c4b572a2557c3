package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be rewritten stay as they are and are counted; all others are rewritten. */
class RemaskLeftOverIT {

    @TempDir
    private Path keys;

    @TempDir
    private Path otherKeys;

    private MaskedTable table;

    @BeforeEach
    void table() {
        table = new MaskedTable(keys);
    }

    @Test
    void shouldSkipUnusableTokensAndCountThemByReason() {
        String disabled = table.promoteNew(Scheme.SIV);
        String ofDisabled = token(table, "ip");
        table.promoteNew(Scheme.SIV);
        String good = token(table, "ip");
        String ofDevice = table.masks(Scheme.SIV).token("device_id", "593-47-5928").orElseThrow();
        MaskedTable other = new MaskedTable(otherKeys);
        other.promoteNew(Scheme.SIV);
        String ofUnknown = token(other, "ip");
        String altered = good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA");
        table.promoteNew(Scheme.SIV);
        table.editor().disable(Scheme.SIV, disabled);
        List<String> foreign = List.of(ofDisabled, ofDevice, ofUnknown, altered, "10.0.0.1", "", "' OR ''=''", "siv..x");
        table.insert(0, 8, foreign::get).insert(8, 20, number -> good);

        RemaskResult result = table.remask(Scheme.SIV);

        assertThat(result.rewritten()).isEqualTo(12);
        assertThat(result.left()).isEqualTo(Map.of(SkipReason.DISABLED_KEY, 1L, SkipReason.OTHER_FIELD, 1L, SkipReason.UNKNOWN_KEY, 1L,
                SkipReason.TAMPERED_TOKEN, 1L, SkipReason.NO_TOKEN, 4L));
        assertThat(table.rows("SELECT masked_ip FROM user_logins WHERE substr(user_id, 3)::int < 8 ORDER BY user_id"))
                .extracting(row -> row.get("masked_ip")).isEqualTo(foreign);
    }

    @Test
    void shouldRewriteOtherRowsWhileOneIsLockedAndThatOneLater() throws SQLException {
        prepare(2_000);
        try (Connection holder = DriverManager.getConnection(table.jdbcUrl(), "postgres", "postgres")) {
            lock(holder, "SELECT * FROM user_logins WHERE user_id = 'u-5' FOR UPDATE");
            CompletableFuture<RemaskResult> job = CompletableFuture.supplyAsync(() -> table.remask(Scheme.SIV));
            await().atMost(TestDrain.PATIENCE).until(() -> old() == 1);
            assertThat(job).isNotDone();
            holder.commit();
            assertThat(job.join()).satisfies(result -> assertThat(result.complete()).isTrue())
                    .extracting(RemaskResult::rewritten).isEqualTo(2_000L);
        }
        table.assertRenewed(Scheme.SIV, 0, 2_000);
    }

    @Test
    void shouldSkipARowThatStaysLocked() throws SQLException {
        prepare(100);
        try (Connection holder = DriverManager.getConnection(table.jdbcUrl(), "postgres", "postgres")) {
            lock(holder, "UPDATE user_logins SET locale = 'FR' WHERE user_id = 'u-5'");
            RemaskJob job = new RemaskJob("user_logins", "masked_ip", "ip", false, 0, Duration.ZERO);
            RemaskResult result = table.remask(Scheme.SIV, job, Optional.empty(), MaskedTable.SILENT, new Backoff(Duration.ofMillis(20)));
            assertThat(result).isEqualTo(new RemaskResult(99, Map.of(SkipReason.LOCKED, 1L), 10, true, 0));
            holder.commit();
        }
        assertThat(table.remask(Scheme.SIV).rewritten()).isEqualTo(1);
        assertThat(table.one("SELECT locale FROM user_logins WHERE user_id = 'u-5'")).isEqualTo("FR");
        table.assertRenewed(Scheme.SIV, 0, 100);
    }

    @Test
    void shouldRetryWhileTheTableIsLocked() throws SQLException {
        prepare(100);
        try (Connection holder = DriverManager.getConnection(table.jdbcUrl(), "postgres", "postgres")) {
            lock(holder, "LOCK TABLE user_logins IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<RemaskResult> job = CompletableFuture.supplyAsync(() -> table.remask(Scheme.SIV));
            await("an attempt that was rolled back").atMost(TestDrain.PATIENCE).until(() -> !table.rows("""
                    SELECT pid FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'maskroute' AND state = 'idle' AND query ILIKE 'ROLLBACK'""")
                    .isEmpty());
            holder.commit();
            assertThat(job.join()).isEqualTo(new RemaskResult(100, Map.of(), 2, true, 0));
        }
    }

    private void prepare(int rows) {
        table.promoteNew(Scheme.SIV);
        table.fill(Scheme.SIV, 0, rows);
        table.promoteNew(Scheme.SIV);
    }

    private int old() {
        String prefix = token(table, "ip").replaceFirst("[^.]*$", "");
        return Integer.parseInt(table.one("SELECT count(*) FROM user_logins WHERE NOT starts_with(masked_ip, '" + prefix + "')"));
    }

    private static String token(MaskedTable table, String field) {
        return table.masks(Scheme.SIV).token(field, MaskedTable.ip(1)).orElseThrow();
    }

    private static void lock(Connection holder, String sql) throws SQLException {
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }
}
