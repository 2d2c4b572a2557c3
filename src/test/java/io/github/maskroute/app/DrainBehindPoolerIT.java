package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.db.Database;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.PgBouncer.Mode;
import io.github.maskroute.testing.PgBouncer;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drains with a PgBouncer between them and their database. */
class DrainBehindPoolerIT {

    private static final int EVENTS = 120;

    private static final String CUT =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final String direct = Services.get().newDatabase();

    @ParameterizedTest
    @EnumSource
    void shouldStoreEachEventOnceWhenTheServersConnectionsAreCut(Mode mode) {
        try (TestDrain drain = behind(PgBouncer.in(mode))) {
            startFirst(drain, mode);
            Services.execute(direct, "INSERT INTO processed_message VALUES (now() - interval '16 days', gen_random_uuid())");
            try (Drain replica = drain.startReplica()) {
                drain.send(events(0, EVENTS / 2));
                await().atMost(TestDrain.PATIENCE).until(() -> rows("user_logins") > 10);
                Services.execute(direct, CUT);
                drain.send(events(EVENTS / 2, EVENTS)).awaitEmpty();
                // The start requests it.
                await("the ledger is pruned").atMost(TestDrain.PATIENCE).until(() -> rows("processed_message") == EVENTS);
                assertThat(replica.camelContext().isStarted()).isTrue();
            }
            assertThat(rows("user_logins")).isEqualTo(EVENTS);
            assertThat(rows("(SELECT DISTINCT user_id FROM user_logins) AS users")).isEqualTo(EVENTS);
            assertThat(drain.deadLetters()).isEmpty();
            assertThat(PgBouncer.left(direct)).isEmpty();
        }
    }

    @Test
    void shouldIgnoreStatementNamesOfAnotherProgram() {
        migrate();
        PgBouncer.takeNames(direct);
        try (TestDrain drain = behind(PgBouncer.in(Mode.TRANSACTION)).start()) {
            drain.send(events(0, EVENTS)).awaitEmpty();
            assertThat(rows("(SELECT DISTINCT user_id FROM user_logins) AS users")).isEqualTo(EVENTS);
            assertThat(drain.log()).doesNotContain("42P05");
        }
    }

    private TestDrain behind(PgBouncer pooler) {
        return new TestDrain("", Map.of("maskroute.db.url", pooler.to(direct), "maskroute.batch.writers", "3",
                "maskroute.batch.max-rows", "3", "maskroute.retry.max-pause-seconds", "1"));
    }

    private void startFirst(TestDrain drain, Mode mode) {
        if (mode != Mode.SESSION) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("run `maskroute migrate` with a maskroute.db.url that connects directly to PostgreSQL");
            migrate();
        }
        drain.start();
    }

    private void migrate() {
        try (Database database = new Database(direct, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    private int rows(String table) {
        return Integer.parseInt(Services.query(direct, "SELECT count(*) AS n FROM " + table).get(0).get("n"));
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDrain::event).toList();
    }
}
