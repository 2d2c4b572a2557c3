package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.db.Database;
import io.github.maskroute.faults.Events.Event;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that satisfy their schema, and that the table refuses. All are in the queue when the drain starts, to make batches large. */
class PoisonFaults {

    private static final int ROWS_OF_ALL_POLLERS = 20;
    private static final List<String> STATES = List.of("23514", "22012", "P0001");

    @ParameterizedTest
    @CsvSource({"07.1, 6000, 2000, one record of every tenth batch", "07.2, 5000, 100, two records of every batch"})
    void refusedByTheTable(String number, int count, int every, String poison) {
        String jdbcUrl = Services.get().newDatabase();
        try (FaultRun run = new FaultRun(number, "the database refuses " + poison, jdbcUrl, count)) {
            List<Event> refused = run.events().refuse(run.random(), every);
            List<List<Event>> kinds = IntStream.range(0, STATES.size()).mapToObj(kind -> IntStream.range(0, refused.size())
                    .filter(i -> i % STATES.size() == kind).mapToObj(refused::get).toList()).toList();
            migrate(jdbcUrl);
            refuse(run, kinds);
            run.sendAll();
            Packaged drain = run.start();
            run.until("dead letters", () -> deadLetters(drain, "constraint: SQLState ") == refused.size());
            for (int kind = 0; kind < STATES.size(); kind++) {
                assertThat(deadLetters(drain, "constraint: SQLState " + STATES.get(kind))).isEqualTo(kinds.get(kind).size()).isPositive();
            }
            run.awaitRows(run.events().valid().size());
            int largest = largestBatch(run);
            assertThat(largest).as("rows of a batch").isGreaterThan(ROWS_OF_ALL_POLLERS);
            run.finish("%d refused records (SQLState %s) became dead letters, all others of their batches rows; batches of up to %d rows"
                    .formatted(refused.size(), String.join(", ", STATES), largest));
        }
    }

    private static void migrate(String jdbcUrl) {
        try (Database database = new Database(jdbcUrl, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    /** A constraint that is violated, one that cannot be computed, and a trigger that raises an error with a value in its message. */
    private static void refuse(FaultRun run, List<List<Event>> kinds) {
        run.services().execute("ALTER TABLE user_logins ADD CONSTRAINT not_poison CHECK (user_id NOT IN (" + ids(kinds.get(0)) + "))");
        run.services().execute("ALTER TABLE user_logins ADD CONSTRAINT computable CHECK (1 / (user_id NOT IN ("
                + ids(kinds.get(1)) + "))::integer = 1)");
        run.services().execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'refused: %', NEW; END $$""");
        run.services().execute("CREATE TRIGGER refuse BEFORE INSERT ON user_logins FOR EACH ROW WHEN (NEW.user_id IN ("
                + ids(kinds.get(2)) + ")) EXECUTE FUNCTION refuse()");
    }

    private static String ids(List<Event> events) {
        return events.stream().map(event -> "'" + event.userId() + "'").collect(Collectors.joining(","));
    }

    private static long deadLetters(Packaged drain, String why) {
        return FaultRun.log(drain).lines().filter(line -> line.contains("is a dead letter: " + why)).count();
    }

    /** Rows of one transaction have one xmin. */
    private static int largestBatch(FaultRun run) {
        return Integer.parseInt(run.services()
                .rows("SELECT count(*) AS n FROM user_logins GROUP BY xmin ORDER BY n DESC LIMIT 1").get(0).get("n"));
    }
}
