package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.db.Database;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.PgBouncer.Mode;
import io.github.maskroute.testing.PgBouncer;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PgBouncer between drains and PostgreSQL. */
class PoolerFaults {

    private static final int CUTS = 10;
    private static final String CUT = "SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final String direct = Services.get().newDatabase();

    @ParameterizedTest
    @CsvSource({"04.19, SESSION", "04.20, TRANSACTION", "04.21, STATEMENT"})
    void connectionsOfThePoolerCut(String number, Mode mode) {
        String scenario = "two drains behind PgBouncer in %s mode, whose connections to PostgreSQL are cut"
                .formatted(mode.name().toLowerCase(Locale.ROOT));
        try (FaultRun run = new FaultRun(number, scenario, PgBouncer.in(mode).to(direct), FaultRun.EVENTS)
                .with("maskroute.batch.writers", "3").with("maskroute.batch.max-rows", "3")) {
            if (mode != Mode.SESSION) {
                assertFirstStartIsRefused(run);
                migrate();
            }
            run.start();
            run.start();
            int cut = 0;
            int part = FaultRun.EVENTS / CUTS;
            for (int i = 0; i < CUTS; i++) {
                run.send(part);
                run.awaitRows(part * i * 9 / 10 + 1 + run.random().nextInt(part * 9 / 10));
                cut += cut();
            }
            run.finish("%s%d connections cut at random moments; 3 writers a drain, 3 rows a statement".formatted(
                    mode == Mode.SESSION ? "" : "a first start was refused because the tables were missing; after `maskroute migrate`, ",
                    cut));
        }
    }

    /** The case that lost rows before commits were proven: empty database, default settings. */
    @RepeatedTest(8)
    void firstStartInTransactionMode() {
        migrate();
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.db.url", PgBouncer.in(Mode.TRANSACTION).to(direct)))) {
            drain.start().send(IntStream.range(0, 120).mapToObj(TestDrain::event).toList()).awaitEmpty();
            assertThat(Services.query(direct, "SELECT count(*) AS n, count(DISTINCT user_id) AS users FROM user_logins"))
                    .containsExactly(Map.of("n", "120", "users", "120"));
        }
    }

    private static void assertFirstStartIsRefused(FaultRun run) {
        Packaged first = run.launch();
        run.until("an end of the start", () -> !first.isAlive());
        assertThat(first.errors() + first.printed()).contains("run `maskroute migrate` with a maskroute.db.url that connects directly");
    }

    private void migrate() {
        try (Database database = new Database(direct, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    private int cut() {
        int cut = Integer.parseInt(Services.query(direct, CUT).get(0).get("n"));
        assertThat(cut).isPositive();
        return cut;
    }
}
