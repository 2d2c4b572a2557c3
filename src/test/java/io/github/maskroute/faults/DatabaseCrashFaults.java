package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A PostgreSQL that is killed and started again, including its recovery from the write-ahead log. With the embedded server's own
 * settings, commits do not wait for that log.
 */
class DatabaseCrashFaults {

    private static final int CRASHES = 4;
    private static final StoppableDatabase DATABASE = new StoppableDatabase();

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @Test
    void betweenCommitAndAnswer() {
        try (FaultRun run = run("04.2", "PostgreSQL killed between a commit and its answer")) {
            run.start();
            for (int i = 0; i < CRASHES; i++) {
                TableLock.commitUnanswered(run, FaultRun.EVENTS / CRASHES);
                DATABASE.kill();
                run.database().reset();
                run.database().open();
                DATABASE.start();
                run.awaitEmpty();
            }
            run.finish("killed %d times before the drain had the answer about the rows that were just stored".formatted(CRASHES));
        }
    }

    @Test
    void beforeTheCommit() {
        try (FaultRun run = run("04.3", "PostgreSQL killed in the middle of a statement")) {
            run.start();
            for (int i = 0; i < CRASHES; i++) {
                try (TableLock lock = new TableLock(run.services())) {
                    int before = run.rows();
                    run.send(FaultRun.EVENTS / CRASHES);
                    run.until("a statement under way", () -> lock.isWaitedFor(0));
                    DATABASE.kill();
                    DATABASE.start();
                    assertThat(run.rows()).isGreaterThanOrEqualTo(before);
                }
            }
            run.finish("killed %d times while a statement was under way that had stored nothing yet".formatted(CRASHES));
        }
    }

    @Test
    void atRandomMoments() {
        try (FaultRun run = run("04.4", "PostgreSQL killed at random moments")) {
            Packaged drain = run.start();
            int half = FaultRun.EVENTS / CRASHES / 2;
            for (int i = 1; i <= CRASHES; i++) {
                run.send(half);
                run.awaitRows(2 * half * (i - 1) + 1 + run.random().nextInt(half / 2));
                DATABASE.kill();
                run.send(half);
                int kills = i;
                run.until("the drain notices it", () -> OutageLines.count(drain, "The database is away since") == kills);
                DATABASE.start();
                run.awaitEmpty();
            }
            run.finish("killed %d times with messages left; the drain waited each time; no row was lost whose commit was confirmed"
                    .formatted(CRASHES));
            OutageLines.assertOutages(drain, "database", CRASHES);
        }
    }

    /** On a database of its own. */
    private static FaultRun run(String number, String scenario) {
        String name = Services.newName("crash");
        Services.execute(DATABASE.jdbcUrl(), "CREATE DATABASE " + name);
        return new FaultRun(number, scenario, DATABASE.jdbcUrl().replaceFirst("/postgres$", "/" + name), FaultRun.EVENTS);
    }
}
