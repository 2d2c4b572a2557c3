package io.github.maskroute.faults;

import io.github.maskroute.TestDrain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A transaction that lets nobody write into the table of logins until it is closed. For one thread. */
final class TableLock implements AutoCloseable {

    private final TestDrain services;
    private final Connection connection;
    private final int pid;

    TableLock(TestDrain services) {
        this.services = services;
        try {
            connection = DriverManager.getConnection(services.jdbcUrl(), "postgres", "postgres");
            connection.setAutoCommit(false);
            pid = connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("LOCK TABLE user_logins IN SHARE MODE");
    }

    /** Sends these, lets a statement of the drain commit, and holds back its answer. */
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

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a statement waits for it that began at least this many seconds after the lock. */
    boolean isWaitedFor(int secondsAfter) {
        return !services.rows("""
                SELECT FROM pg_locks JOIN pg_stat_activity waiting USING (pid)
                WHERE NOT granted AND relation = 'user_logins'::regclass AND datname = current_database() AND query_start >=
                (SELECT xact_start + interval '%d s' FROM pg_stat_activity WHERE pid = %d)""".formatted(secondsAfter, pid)).isEmpty();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
