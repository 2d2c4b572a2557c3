package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The pooler between this program and PostgreSQL, as far as it can be detected. Its mode decides how long a connection keeps the same
 * server connection, with its settings, temporary tables and other session state.
 *
 * <p>A pooler gives the driver its own process id, which differs from the server's. The mode shows when a second connection holds a
 * transaction open. The result is not certain: a pooler that passes on the server's process id looks like {@link #NONE}, and one that
 * happens to give each connection the same server connection every time looks like {@link #SESSION}.
 */
public enum Pooler {

    /** The server itself, or a proxy that passes on every byte. */
    NONE("none is detected"),
    /** A connection keeps its server connection to its end. */
    SESSION("a pooler in session mode"),
    /** A connection keeps its server connection to the end of a transaction. */
    TRANSACTION("a pooler in transaction mode"),
    /** A connection keeps its server connection to the end of a statement. Transactions of several statements are impossible. */
    STATEMENT("a pooler in statement mode");

    /** Other clients may take the server connection between two checks. */
    private static final int ROUNDS = 5;

    private static final int LIMIT_SECONDS = 10;

    private final String description;

    Pooler(String description) {
        this.description = description;
    }

    /** A description for messages. */
    public String description() {
        return description;
    }

    /** Whether the session state that one statement leaves is there for the next one. */
    public boolean keepsSessions() {
        return this == NONE || this == SESSION;
    }

    /**
     * Detects the pooler, with one query if none exists and a few more otherwise. Takes two connections, and leaves nothing in a session.
     *
     * @param pool whose connections {@code unwrap} to those of PostgreSQL's driver
     * @throws SQLException if the database is away, or the pooler has no free server connection
     */
    public static Pooler before(DataSource pool) throws SQLException {
        try (Connection free = pool.getConnection()) {
            int process = process(free);
            if (process == free.unwrap(PGConnection.class).getBackendPID()) {
                return NONE;
            }
            for (int round = 0; round < ROUNDS; round++) {
                // Breaks the alternation of a pooler, whether it gives out the oldest or the latest free connection.
                if (round % 2 == 1 && process(free) != process) {
                    return TRANSACTION;
                }
                Pooler mode = whileAnotherHolds(pool, free, process);
                if (mode != SESSION) {
                    return mode;
                }
            }
            return SESSION;
        }
    }

    /** In session mode a connection keeps the process that it saw first, and no other connection sees it. */
    private static Pooler whileAnotherHolds(DataSource pool, Connection free, int process) throws SQLException {
        try (Connection holding = pool.getConnection()) {
            holding.setAutoCommit(false);
            // The order matters: with a single server connection for all, none is left for the second query.
            boolean shared = process(holding) == process || process(free) != process;
            rollBack(holding);
            return shared ? TRANSACTION : SESSION;
        } catch (SQLException e) {
            if (SqlFault.isOfStatementMode(e)) {
                return STATEMENT;
            }
            throw e;
        }
    }

    /** Does not use the driver's rollback, which may leave a statement name in the session. */
    private static void rollBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
        connection.setAutoCommit(true);
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
