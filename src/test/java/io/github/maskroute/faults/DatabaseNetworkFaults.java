package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that works, behind a network that does not. */
class DatabaseNetworkFaults {

    private static final int CUTS = 10;

    /** The shipped limit of a statement. */
    private static final int MAX_ROWS = 200;

    @Test
    void connectionsCut() {
        try (FaultRun run = new FaultRun("04.5", "connections cut by the server (57P01)")) {
            DrainLogin login = new DrainLogin(run);
            run.start();
            run.finish("%d connections cut at random moments".formatted(cut(run, login::cut)));
        }
    }

    @Test
    void latency() {
        try (FaultRun run = new FaultRun("04.6", "every answer of PostgreSQL 2 s late").with("maskroute.batch.writers", "2")) {
            DrainLogin login = new DrainLogin(run);
            run.start();
            run.database().delayAnswers(Duration.ofSeconds(2));
            run.sendAll();
            run.awaitRows(1 + run.random().nextInt(1_000));
            int cut = login.cut();
            assertThat(cut).isPositive();
            assertThat(run.rows()).as("rows before the new logins").isLessThan(run.events().valid().size());
            run.finish("%d connections cut meanwhile, and opened again with a password at the same delay".formatted(cut));
            assertThat(run.database().delayed()).as("answers").isGreaterThan(run.events().valid().size() / MAX_ROWS);
        }
    }

    @Test
    void stall() {
        String url = Services.get().newDatabase() + "?socketTimeout=5";
        try (FaultRun run = new FaultRun("04.7", "PostgreSQL silent for longer than the socket timeout", url, FaultRun.EVENTS)) {
            Packaged drain = run.start();
            run.outage(drain, "The database is away since", run.database()::stall, run.database()::open);
            run.finish("nothing came through, and no connection ended, until two attempts had timed out");
            OutageLines.assertOneOutage(drain, "database");
        }
    }

    @Test
    void halfClosed() {
        try (FaultRun run = new FaultRun("04.8", "connections to PostgreSQL half closed")) {
            run.start();
            run.finish("%d connections half closed at random moments".formatted(cut(run, run.database()::halfClose)));
        }
    }

    @Test
    void resetBeforeTheAnswer() {
        try (FaultRun run = new FaultRun("04.9", "connections reset between a commit and its answer")) {
            run.start();
            for (int i = 0; i < CUTS; i++) {
                TableLock.commitUnanswered(run, FaultRun.EVENTS / CUTS);
                assertThat(run.database().reset()).isPositive();
                run.database().open();
                run.awaitEmpty();
            }
            run.finish("reset %d times before the drain had the answer about the rows that were just stored".formatted(CUTS));
        }
    }

    /** @return the number of all connections that were cut */
    private static int cut(FaultRun run, IntSupplier cut) {
        int all = 0;
        int part = FaultRun.EVENTS / CUTS;
        for (int i = 0; i < CUTS; i++) {
            run.send(part);
            run.awaitRows(part * i * 9 / 10 + 1 + run.random().nextInt(part * 9 / 10));
            int some = cut.getAsInt();
            assertThat(some).isPositive();
            all += some;
        }
        return all;
    }
}
