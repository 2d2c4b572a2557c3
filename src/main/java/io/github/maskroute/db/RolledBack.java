package io.github.maskroute.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A data source for one transaction that is never committed. All its connections share the transaction, see its earlier writes, and cannot
 * end it, neither by a call nor in SQL. Limits are 2 s for a lock and 5 s for a statement.
 *
 * <p>Begins with the first connection and ends with {@link #close}. For one thread.
 */
public final class RolledBack extends AbstractDataSource implements AutoCloseable {

    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    private final DataSource pool;
    private @Nullable Connection connection;
    private UnaryOperator<String> rewriting = UnaryOperator.identity();

    public RolledBack(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Has the server parse a statement with {@code ?} for its parameters, without running it.
     *
     * @return the types of the result's columns, as PostgreSQL's OIDs; empty if it returns nothing
     */
    public List<Integer> columnTypes(String sql) throws SQLException {
        return Description.of(open(), sql);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection open = open();
        return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(open, method, arguments));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /** Work that writes into the transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T run() throws Exception;
    }

    /** Does work and undoes its writes, whether it succeeds or fails. Calls can be nested. */
    public <T> T undone(Work<T> work) throws Exception {
        Connection open = open();
        Savepoint before = open.setSavepoint();
        UnaryOperator<String> rewritingBefore = rewriting;
        try {
            return work.run();
        } finally {
            rewriting = rewritingBefore;
            open.rollback(before);
        }
    }

    /** Rewrites the SQL of statements before they run, until the end of the {@link #undone} work. */
    void rewrite(UnaryOperator<String> rule) {
        rewriting = rule;
    }

    /** Rolls back. The server has done so if the connection is lost. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try (Connection ending = connection) {
            ending.rollback();
            ending.setAutoCommit(true);
        } catch (SQLException e) {
            logger.debug("The connection of a rolled-back transaction is lost");
        }
    }

    private Connection open() throws SQLException {
        return connection == null ? begin() : connection;
    }

    private Connection begin() throws SQLException {
        Connection begun = pool.getConnection();
        connection = begun;
        begun.setAutoCommit(false);
        try (Statement limits = begun.createStatement()) {
            limits.execute("SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '5s'");
        }
        return begun;
    }

    private @Nullable Object call(Connection open, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            // Switching auto-commit on would commit.
            case "close", "commit", "rollback", "setAutoCommit" -> null;
            case "getAutoCommit" -> true;
            case "unwrap" -> throw new SQLException("a connection of a rolled-back transaction cannot be unwrapped");
            case "createStatement" -> {
                Statement statement = (Statement) invoke(open, method, arguments);
                yield Proxy.newProxyInstance(Statement.class.getClassLoader(), new Class<?>[] {Statement.class},
                        (proxy, called, given) -> invoke(statement, called, given));
            }
            default -> invoke(open, method, arguments);
        };
    }

    /** The SQL of a statement is always the first argument. */
    private @Nullable Object invoke(@Nullable Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            if (TransactionCommands.areIn(sql)) {
                throw new SQLException("the statement must not begin or end a transaction", INVALID_TRANSACTION_TERMINATION);
            }
            arguments[0] = rewriting.apply(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
