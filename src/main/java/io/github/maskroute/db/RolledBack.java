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
 * One transaction that is never committed, lent as a data source: whatever asks for a connection writes into it, sees
 * what was written before, and cannot end it, neither by a call nor in SQL. It waits at most 2 s for a lock, and 5 s for a statement.
 *
 * <p>Begins with the first connection and ends with {@link #close}. For one thread.
 */
public final class RolledBack extends AbstractDataSource implements AutoCloseable {

    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";

    private final DataSource pool;
    private @Nullable Connection connection;
    private UnaryOperator<String> spelling = UnaryOperator.identity();

    public RolledBack(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Has the server parse a statement with {@code ?} for its parameters, and not run it.
     *
     * @return the types of the columns that it returns, as PostgreSQL numbers them; none if it returns nothing
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

    /** What writes into the transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T run() throws Exception;
    }

    /** Does work of which nothing is left in the transaction, whether it succeeds or fails. May be done within such work. */
    public <T> T undone(Work<T> work) throws Exception {
        Connection open = open();
        Savepoint before = open.setSavepoint();
        UnaryOperator<String> spellingBefore = spelling;
        try {
            return work.run();
        } finally {
            spelling = spellingBefore;
            open.rollback(before);
        }
    }

    /** Spells statements otherwise before they are run, until the work that is {@link #undone} ends. */
    void spell(UnaryOperator<String> otherwise) {
        spelling = otherwise;
    }

    /** Rolls back. A connection that is lost has done so. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try (Connection ending = connection) {
            ending.rollback();
            ending.setAutoCommit(true);
        } catch (SQLException e) {
            logger.debug("The trial's connection is lost");
        }
    }

    private Connection open() throws SQLException {
        return connection == null ? begun() : connection;
    }

    private Connection begun() throws SQLException {
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
            // Turning auto-commit on would commit.
            case "close", "commit", "rollback", "setAutoCommit" -> null;
            case "getAutoCommit" -> true;
            case "unwrap" -> throw new SQLException("a connection that is rolled back has nothing to unwrap");
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
                throw new SQLException("what is rolled back must not end", INVALID_TRANSACTION_TERMINATION);
            }
            arguments[0] = spelling.apply(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
