package io.github.maskroute.remask;

import io.github.maskroute.db.Pooler;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.outage.Backoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection that runs short transactions. Retries a transaction while the database is unavailable or busy, on a new connection if
 * necessary. Not thread-safe.
 */
public final class RetryingConnection implements AutoCloseable {

    /** The work of a transaction. May run several times. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Prepares a new connection, which is in autocommit mode. */
    @FunctionalInterface
    public interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    /** Together with the pauses between them at least 5 s, or 40 s if a new connection is needed. */
    private static final int ATTEMPTS = 7;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * All settings apply to the transaction only. Short limits: others do not wait long for it, nor it for them. A commit survives a crash
     * of the server, because an operator may destroy the key of old tokens once they are rewritten.
     */
    private static final String SETTINGS = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '20s';"
            + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    private final DataSource pool;
    private final Preparation preparation;
    private final Backoff backoff = new Backoff(LONGEST_PAUSE);
    private @Nullable Connection connection;

    private RetryingConnection(DataSource pool, Preparation preparation) {
        this.pool = pool;
        this.preparation = preparation;
    }

    /** Opens nothing yet. */
    public static RetryingConnection of(DataSource pool) {
        return new RetryingConnection(pool, connection -> { });
    }

    /**
     * A connection that has a temporary table. Opens nothing yet, except to ask for a pooler.
     *
     * @param creation creates the table on each new connection
     * @throws PoolerException if a pooler in front of the database does not keep sessions, and so no temporary tables
     */
    public static RetryingConnection withTemporaryTable(DataSource pool, Preparation creation) throws SQLException {
        Pooler pooler = Pooler.before(pool);
        if (!pooler.keepsSessions()) {
            throw PoolerException.noTemporaryTable(pooler);
        }
        return new RetryingConnection(pool, creation);
    }

    /**
     * Runs the work and commits.
     *
     * @throws SQLException if it fails for another reason than the state of the database, or at every attempt
     * @throws PoolerException if a pooler in front of the database does not support transactions
     */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                PoolerException.throwIfOfStatementMode(e);
                boolean transientFault = SqlFault.of(e).owner() == SqlFault.Owner.DATABASE;
                if (!transientFault || attempt == ATTEMPTS || !backoff.after(attempt)) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        Connection present = connected();
        try (Statement settings = present.createStatement()) {
            settings.execute(SETTINGS);
            T result = work.on(present);
            present.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(present);
            throw e;
        }
    }

    private Connection connected() throws SQLException {
        Connection present = connection;
        if (present != null && !present.isClosed()) {
            return present;
        }
        close();
        Connection fresh = pool.getConnection();
        connection = fresh;
        try {
            fresh.setAutoCommit(true);
            preparation.of(fresh);
            fresh.setAutoCommit(false);
            return fresh;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void rollBack(Connection broken) {
        try {
            broken.rollback();
        } catch (SQLException e) {
            // The first exception is the cause. A server that lost the connection rolls back by itself.
            close();
        }
    }

    @Override
    public void close() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException e) {
                // The connection is unusable anyway.
            }
        }
    }
}
