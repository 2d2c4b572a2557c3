package io.github.maskroute.audit;

import io.github.maskroute.db.PoolerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A transaction of its own on a pool's connection, in whatever state the pool hands that out: auto-commit on or off, read-only,
 * of another isolation, or with something begun by whoever had it before, which is rolled back.
 */
final class OwnTransaction {

    /**
     * How it begins. All of it is the transaction's, not the connection's: nothing is left to be set back. What the login or the
     * database has set for itself does not count:
     *
     * <ul>
     *   <li>search_path: nothing of the login's own may stand in for a table, function or operator, see also {@link AuditTable};
     *   <li>synchronous_commit: the record must outlive a crash of the server, because the value that it lets out does.
     * </ul>
     */
    enum Mode {
        /** Sees what others committed meanwhile: a record must follow the last one, not the last one of a while ago. */
        WRITE("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL synchronous_commit = on; "),
        READ("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY; ");

        private static final String SEARCH_PATH = "SET LOCAL search_path = pg_catalog, pg_temp";

        private final String statement;

        Mode(String statement) {
            this.statement = statement + AuditTable.KEEP_SCHEMA + SEARCH_PATH;
        }
    }

    /** What is done in it. */
    @FunctionalInterface
    interface Work<T> {
        /** @param table the audit, qualified and quoted for SQL */
        T with(Connection connection, String table) throws SQLException;
    }

    private OwnTransaction() {}

    /**
     * Does the work and commits.
     *
     * @throws SQLException if either fails; also if the outcome of the commit is not known
     * @throws PoolerException if a pooler before the database takes no transactions
     */
    static <T> T run(DataSource pool, Mode mode, Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            T result;
            try {
                connection.rollback();
                try (Statement begin = connection.createStatement()) {
                    begin.execute(mode.statement);
                }
                result = work.with(connection, AuditTable.of(connection));
                connection.commit();
            } catch (SQLException e) {
                undo(connection, autoCommit, e);
                PoolerException.throwIfOfStatementMode(e);
                throw e;
            } catch (RuntimeException | Error e) {
                undo(connection, autoCommit, e);
                throw e;
            }
            connection.setAutoCommit(autoCommit);
            return result;
        }
    }

    /** The rollback comes first: setting auto-commit commits what is under way. */
    private static void undo(Connection connection, boolean autoCommit, Throwable why) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
