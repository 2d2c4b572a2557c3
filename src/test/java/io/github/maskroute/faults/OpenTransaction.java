package io.github.maskroute.faults;

import io.github.maskroute.testing.TestDrain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A transaction of another program that blocks the drain until it is closed, which rolls it back. For one thread at a time. */
final class OpenTransaction implements AutoCloseable {

    private final TestDrain services;
    private final Connection connection;
    private final int pid;

    OpenTransaction(TestDrain services) {
        this.services = services;
        try {
            connection = DriverManager.getConnection(services.jdbcUrl(), "postgres", "postgres");
            connection.setAutoCommit(false);
            pid = connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process id of its backend. */
    int pid() {
        return pid;
    }

    /** Whether another transaction waits for it. Safe for use by several threads. */
    boolean isWaitedFor() {
        return !services.rows("SELECT FROM pg_stat_activity WHERE %d = ANY (pg_blocking_pids(pid))".formatted(pid)).isEmpty();
    }

    /** Whether it waits for another transaction. Safe for use by several threads. */
    boolean isWaiting() {
        return !services.rows("SELECT WHERE pg_blocking_pids(%d) <> '{}'".formatted(pid)).isEmpty();
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
