package io.github.maskroute.faults;

import io.github.maskroute.testing.TestDrain;

/** A transaction that blocks writes to the table of logins until it is closed. For one thread. */
final class TableLock implements AutoCloseable {

    private final TestDrain services;
    private final OpenTransaction transaction;

    TableLock(TestDrain services) {
        this.services = services;
        transaction = new OpenTransaction(services);
        transaction.execute("LOCK TABLE user_logins IN SHARE MODE");
    }

    /** Sends these events, lets a statement of the drain commit, and holds back its answer. */
    static void commitUnanswered(FaultRun run, int events) {
        int before;
        try (TableLock lock = new TableLock(run.services())) {
            before = run.rows();
            run.send(events);
            run.until("a statement waits", () -> lock.isWaitedFor(0));
            run.database().holdAnswers();
        }
        run.awaitRows(before + 1);
    }

    /** Whether a statement waits for it that began at least so many seconds after the lock. */
    boolean isWaitedFor(int secondsAfter) {
        return !services.rows("""
                SELECT FROM pg_locks JOIN pg_stat_activity waiting USING (pid)
                WHERE NOT granted AND relation = 'user_logins'::regclass AND datname = current_database() AND query_start >=
                (SELECT xact_start + interval '%d s' FROM pg_stat_activity WHERE pid = %d)"""
                .formatted(secondsAfter, transaction.pid())).isEmpty();
    }

    @Override
    public void close() {
        transaction.close();
    }
}
