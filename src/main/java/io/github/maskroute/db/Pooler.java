package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * What stands between this program and PostgreSQL, as far as can be seen from here, and so for how long a connection keeps the same
 * server connection: with it go settings, temporary tables and whatever else lives in a session.
 *
 * <p>A pooler gives the driver a process id of its own, which is not the one that the server has. Its mode shows when a
 * second connection holds a transaction open. That is no proof: a pooler that passes the server's process id on looks like
 * {@link #NONE}, and one that happened to give each connection the same server connection every time looks like {@link #SESSION}.
 */
public enum Pooler {

    /** The server itself, or something that passes every byte on. */
    NONE("none is seen"),
    /** A connection keeps its server connection to its end. */
    SESSION("a pooler in session mode"),
    /** A connection keeps its server connection to the end of a transaction. */
    TRANSACTION("a pooler in transaction mode"),
    /** A connection keeps its server connection to the end of a statement. There are no transactions of several. */
    STATEMENT("a pooler in statement mode");

    /** Other clients may have taken the server connection between two looks. */
    private static final int ROUNDS = 5;

    private static final int LIMIT_SECONDS = 10;

    private final String words;

    Pooler(String words) {
        this.words = words;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }

    /** Whether what one statement leaves in a session is there for the next one. */
    public boolean keepsSessions() {
        return this == NONE || this == SESSION;
    }

    /**
     * Looks, by one query where there is none, and a few more where there is one. Takes two connections, and leaves nothing in a session.
     *
     * @param pool whose connections lead to PostgreSQL's driver by {@code unwrap}
     * @throws SQLException if the database is away, or a pooler has no server connection free
     */
    public static Pooler before(DataSource pool) throws SQLException {
        try (Connection free = pool.getConnection()) {
            int process = process(free);
            if (process == free.unwrap(PGConnection.class).getBackendPID()) {
                return NONE;
            }
            for (int round = 0; round < ROUNDS; round++) {
                // Whether the pooler gives out the oldest or the latest free one, this breaks its step.
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
            // The first comparison goes first: where there is one server connection for all, there is none left for the other.
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

    /** Not by the driver's own command, which may leave a name in the session. */
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
