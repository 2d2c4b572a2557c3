package io.github.maskroute.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that verifies commits: after a commit, the server must report that no transaction is open.
 *
 * <p>The server reports its transaction state after each statement (ReadyForQuery), and the driver stores it. This class checks it after
 * each statement while auto-commit is on, and after each commit and rollback. If a transaction is open nevertheless, the outcome is
 * unknown: the connection is aborted, which makes server and pooler roll back, and the call fails with SQLState 08007.
 *
 * <p>Statements have no names on the server (prepareThreshold 0) while the connection is in use: behind a pooler, a name may belong to
 * another client's statement. For one thread, like any connection.
 */
final class ProvenConnection implements InvocationHandler {

    /** SQL's state for "transaction resolution unknown". */
    static final String UNKNOWN_OUTCOME = "08007";

    private static final int NO_NAMES = 0;

    private final Connection connection;
    private final BaseConnection driver;
    private final int prepareThreshold;

    private ProvenConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.driver = driver(connection);
        this.prepareThreshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(NO_NAMES);
    }

    static Connection of(Connection connection) throws SQLException {
        return proxy(Connection.class, new ProvenConnection(connection));
    }

    private static BaseConnection driver(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(BaseConnection.class)) {
            throw new SQLException("the data source's connections are not of PostgreSQL's JDBC driver, so commits cannot be verified;"
                    + " use org.postgresql.Driver", "0A000");
        }
        return connection.unwrap(BaseConnection.class);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close" -> driver.setPrepareThreshold(prepareThreshold);
            case "commit", "rollback" -> {
                // After a rollback to a savepoint the transaction continues.
                return verified(connection, method, arguments, () -> arguments != null);
            }
            case "setAutoCommit" -> {
                return verified(connection, method, arguments, this::mayBeOpen);
            }
            default -> { }
        }
        Object result = call(connection, method, arguments);
        return result instanceof Statement statement ? verified(statement) : result;
    }

    /** The statement, with a check of the transaction state after each execution. */
    private Statement verified(Statement statement) {
        InvocationHandler handler = (proxy, method, arguments) ->
                method.getName().startsWith("execute")
                ? verified(statement, method, arguments, this::mayBeOpen) : call(statement, method, arguments);
        return statement instanceof CallableStatement ? proxy(CallableStatement.class, handler)
                : statement instanceof PreparedStatement ? proxy(PreparedStatement.class, handler) : proxy(Statement.class, handler);
    }

    /** @param mayBeOpen whether a transaction may be open afterwards */
    private @Nullable Object verified(Object target, Method method, Object @Nullable [] arguments, Allowance mayBeOpen) throws Throwable {
        try {
            Object result = call(target, method, arguments);
            if (isOpen() && !mayBeOpen.isGiven()) {
                throw new SQLException("the server has a transaction open after a commit", UNKNOWN_OUTCOME);
            }
            return result;
        } catch (SQLException e) {
            if (isOpen() && !mayBeOpen.isGiven()) {
                driver.abort(Runnable::run);
            }
            throw e;
        }
    }

    private boolean isOpen() throws SQLException {
        return !driver.isClosed() && driver.getTransactionState() != TransactionState.IDLE;
    }

    /** Without auto-commit a transaction may be open. */
    private boolean mayBeOpen() throws SQLException {
        return !driver.getAutoCommit();
    }

    @FunctionalInterface
    private interface Allowance {
        boolean isGiven() throws SQLException;
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
