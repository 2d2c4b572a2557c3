package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import org.junit.jupiter.api.Test;

/** Transactions of others that block the drain. */
class DatabaseLockFaults {

    private static final int LOCKED_SECONDS = 20;
    private static final int DEADLOCKS = 5;

    /** Messages that fit into one statement. */
    private static final int IN_HAND = 100;

    @Test
    void tableLocked() {
        try (FaultRun run = new FaultRun("04.11", "a lock held on the table for 20 s, as long as a statement may take")) {
            Packaged drain = run.start();
            run.send(FaultRun.EVENTS / 2);
            run.awaitRows(1 + run.random().nextInt(FaultRun.EVENTS / 3));
            int rows;
            try (TableLock lock = new TableLock(run.services())) {
                rows = run.rows();
                run.sendAll();
                run.until("a statement that waits", () -> lock.isWaitedFor(0));
                run.until("the next", () -> lock.isWaitedFor(LOCKED_SECONDS));
                assertThat(run.rows()).isEqualTo(rows);
            }
            run.finish("at %d rows, until the waiting statement timed out and the next one waited".formatted(rows));
            assertThat(QueueTrouble.warnings(drain)).isEmpty();
        }
    }

    @Test
    void deadlocks() {
        try (FaultRun run = new FaultRun("04.12", "deadlocks with the drain as the victim (40P01)")) {
            DrainLogin login = new DrainLogin(run);
            LedgerEntries entries = new LedgerEntries(run);
            Packaged drain = run.start();
            for (int i = 0; i < DEADLOCKS; i++) {
                TableLock.commitUnanswered(run, IN_HAND);
                run.until("all are received", () -> waiting(run) == 0);
                entries.deadlock(run.database()::open);
                run.send(FaultRun.EVENTS / DEADLOCKS - IN_HAND).awaitEmpty();
            }
            run.until("all are counted", () -> login.deadlocks() == DEADLOCKS);
            run.finish("%d deadlocks with a transaction that claimed the same messages in another order; the drain tried again"
                    .formatted(DEADLOCKS));
            assertThat(QueueTrouble.warnings(drain)).isEmpty();
        }
    }

    /** Messages that are visible. */
    private static int waiting(FaultRun run) {
        String queue = run.services().queueUrl();
        return run.services().depth(queue) - Services.get().inFlight(queue);
    }
}
