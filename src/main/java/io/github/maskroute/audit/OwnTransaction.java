package io.github.maskroute.audit;

import io.github.maskroute.db.PoolerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Runs work in its own transaction, whatever state the pool's connection is in: auto-commit on or off, read-only, or another isolation
 * level. A transaction that the previous user of the connection left open is rolled back.
 */
final class OwnTransaction {

    /**
     * How the transaction begins. All settings end with the transaction, so nothing has to be restored. They override those of the login
     * and the database:
     *
     * <ul>
     *   <li>search_path: no object of the login may replace a table, function or operator, see also {@link AuditTable};
     *   <li>synchronous_commit: the record must survive a crash of the server, because the decoded value does.
     * </ul>
     */
    enum Access {
        /** Sees what others commit meanwhile: a record must follow the latest one. */
        WRITE("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL synchronous_commit = on; "),
        READ("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY; ");

        private static final String SEARCH_PATH = "SET LOCAL search_path = pg_catalog, pg_temp";

        private final String statement;

        Access(String statement) {
            this.statement = statement + AuditTable.KEEP_SCHEMA + SEARCH_PATH;
        }
    }

    /** Work in the transaction. */
    @FunctionalInterface
    interface Action<T> {
        /** @param table the audit table's name, qualified and quoted for SQL */
        T with(Connection connection, String table) throws SQLException;
    }

    private OwnTransaction() {}

    /**
     * Does the work and commits.
     *
     * @throws SQLException if either fails; also if the outcome of the commit is unknown
     * @throws PoolerException if a pooler in front of the database does not support transactions
     */
    static <T> T run(DataSource pool, Access access, Action<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            T result;
            try {
                connection.rollback();
                try (Statement begin = connection.createStatement()) {
                    begin.execute(access.statement);
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

    /** Rolls back first: setting auto-commit would commit the transaction. */
    private static void undo(Connection connection, boolean autoCommit, Throwable why) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
