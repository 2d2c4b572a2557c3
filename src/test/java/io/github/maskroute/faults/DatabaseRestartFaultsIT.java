package io.github.maskroute.faults;

import io.github.maskroute.cli.Packaged;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that its administrator stops and starts. */
class DatabaseRestartFaultsIT {

    @Test
    void stoppedAndStarted() {
        try (StoppableDatabase database = new StoppableDatabase();
                FaultRun run = new FaultRun("04.1", "PostgreSQL stopped and started", database.jdbcUrl(), FaultRun.EVENTS)) {
            Packaged drain = run.start();
            run.outage(drain, "The database is away since", database::stop, database::start);
            run.finish("stopped while events arrived; the drain waited, and went on when PostgreSQL was back");
            OutageLines.assertOneOutage(drain, "database");
        }
    }
}
