package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.batch.BatchWriter;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.testing.SettableClock;
import io.github.maskroute.testing.TestLog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An outage of four hours, by the test's own clock. */
class LongOutageTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final int SECONDS = (int) Duration.ofHours(4).toSeconds();

    private final SettableClock clock = new SettableClock(BEGIN.toString());
    private final TestLog log = new TestLog();

    @Test
    void shouldLogTwoLinesHoweverOftenItIsNoticed() {
        Outage outage = new Outage("The service of four hours", clock);
        for (int second = 0; second < SECONDS; second++) {
            clock.set(BEGIN.plusSeconds(second).toString());
            outage.began("SQLState 08001", "The drain waits.");
            outage.probeFailed("no connection", "The drain waits.");
        }
        clock.set(BEGIN.plusSeconds(SECONDS).toString());
        outage.over();
        assertThat(lines("The service of four hours")).hasSize(2);
        assertThat(lines("The service of four hours").get(0))
                .contains("WARN", "is away since 2026-11-22T10:00:00Z (SQLState 08001). The drain waits.");
        assertThat(lines("The service of four hours").get(1)).contains("INFO", "is back after 14400 s.");
    }

    /** Only the waiting batch is held, and it is stored when the database is back. */
    @Test
    void shouldLogTwoLinesWhileAWriterTriesEverySecond() {
        Outage outage = new Outage("The database of four hours", clock);
        FourHours database = new FourHours();
        StoredRows results = new StoredRows();
        new BatchWriter<>(database, results, max -> List.of(), 10, outage, new Backoff(Duration.ofNanos(1))).write(List.of("row"));
        assertThat(results.stored).containsExactly("row");
        assertThat(database.attempts).isEqualTo(SECONDS + 1);
        assertThat(lines("The database of four hours")).hasSize(2);
    }

    private List<String> lines(String words) {
        return log.text().lines().filter(line -> line.contains(words)).toList();
    }

    /** Each attempt takes a second, until the database is back. */
    private final class FourHours implements BatchWriter.Store<String> {

        private int attempts;

        @Override
        public int store(List<String> records) throws SQLException {
            clock.set(BEGIN.plusSeconds(++attempts).toString());
            if (attempts <= SECONDS) {
                throw new SQLException("refused", "08001");
            }
            return records.size();
        }
    }

    private static final class StoredRows implements BatchWriter.Results<String> {

        private final List<String> stored = new ArrayList<>();

        @Override
        public void stored(List<String> records, int added) {
            stored.addAll(records);
        }

        @Override
        public void rejected(String row, SqlFault fault) {
            throw new IllegalStateException(fault.description());
        }

        @Override
        public void abandoned(List<String> records, SqlFault fault) {
            throw new IllegalStateException(fault.description());
        }
    }
}
