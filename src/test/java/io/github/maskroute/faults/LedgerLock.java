package io.github.maskroute.faults;

/** A lock on the ledger: while it is held, a drain's statement waits in the database and stores nothing. */
final class LedgerLock implements AutoCloseable {

    private static final String WAITING = """
            SELECT count(*) AS n FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%maskroute_new%'
              AND pid <> pg_backend_pid()""";

    private final FaultRun run;
    private final OpenTransaction transaction;

    /** Acquires the lock. */
    LedgerLock(FaultRun run) {
        this.run = run;
        transaction = new OpenTransaction(run.services());
        transaction.execute("LOCK TABLE processed_message IN EXCLUSIVE MODE");
    }

    /** Waits until a drain's statement waits for it. */
    LedgerLock awaitStatement() {
        run.until("a statement that waits", () -> !"0".equals(run.services().rows(WAITING).get(0).get("n")));
        return this;
    }

    /** Releases the lock. */
    @Override
    public void close() {
        transaction.close();
    }
}
