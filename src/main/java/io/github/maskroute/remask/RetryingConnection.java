package io.github.maskroute.remask;

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
 * One connection, and short transactions on it: each is tried several times while the database is away or busy, on a new
 * connection if need be. For one thread.
 */
public final class RetryingConnection implements AutoCloseable {

    /** What a transaction does; may run several times. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What a new connection needs first; commits by itself. */
    @FunctionalInterface
    public interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    /** With the pauses between them: 5 seconds and more, and 40 where a new connection is waited for. */
    private static final int ATTEMPTS = 7;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * All of it is the transaction's. Nobody waits long behind it, nor it behind anybody; and its commit is safe from a crash: once
     * tokens are rewritten, the key of the old ones may be destroyed.
     */
    private static final String SETTINGS = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '20s';"
            + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    private final DataSource pool;
    private final Preparation preparation;
    private final Backoff pauses = new Backoff(LONGEST_PAUSE);
    private @Nullable Connection connection;

    /** Opens nothing yet. */
    public RetryingConnection(DataSource pool, Preparation preparation) {
        this.pool = pool;
        this.preparation = preparation;
    }

    /**
     * Does the work and commits.
     *
     * @throws SQLException if it fails for another reason than the database's state, or once too often
     * @throws PoolerException if a pooler before the database takes no transactions
     */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                PoolerException.throwIfOfStatementMode(e);
                boolean passing = SqlFault.of(e).owner() == SqlFault.Owner.DATABASE;
                if (!passing || attempt == ATTEMPTS || !pauses.after(attempt)) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        Connection present = connected();
        boolean done = false;
        try (Statement settings = present.createStatement()) {
            settings.execute(SETTINGS);
            T result = work.on(present);
            present.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(present);
            }
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
        boolean prepared = false;
        try {
            fresh.setAutoCommit(true);
            preparation.of(fresh);
            fresh.setAutoCommit(false);
            prepared = true;
            return fresh;
        } finally {
            if (!prepared) {
                close();
            }
        }
    }

    private void rollBack(Connection broken) {
        try {
            broken.rollback();
        } catch (SQLException e) {
            // What matters is what broke before. A server that lost the connection rolls back by itself.
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
                // It was of no use any more.
            }
        }
    }
}
