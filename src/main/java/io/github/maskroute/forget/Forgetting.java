package io.github.maskroute.forget;

import io.github.maskroute.db.PoolerException;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.remask.RemaskProgress;
import io.github.maskroute.remask.RetryingConnection;
import io.github.maskroute.remask.TableWalk;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A job that erases all rows with tokens of given values, or sets columns of them to null.
 *
 * <p>It walks through the tables a few blocks at a time, see {@link TableWalk}. A job that was killed is run again. A final count of the
 * whole table finds rows that others added or moved meanwhile, and another pass follows. Not thread-safe.
 */
public final class Forgetting implements AutoCloseable {

    /**
     * The result of a rule.
     *
     * @param done rows that were deleted, or in which columns were set to null
     * @param left rows that still hold the values
     */
    public record Result(ForgetRule rule, long done, long left) {

        /** Whether no row had a token of the values. */
        public boolean isOfNothing() {
            return done == 0 && left == 0;
        }
    }

    private record Erasure(ForgetRule rule, ErasureStatement statement) {}

    private static final int PASSES = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RetryingConnection connection;
    private final RemaskProgress progress;
    private final List<Erasure> erasures = new ArrayList<>();
    private final Backoff pauses = new Backoff(LONGEST_PAUSE);

    private Forgetting(RetryingConnection connection, RemaskProgress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * Finds the columns of all rules. Changes nothing yet.
     *
     * @param values of the field; they never reach the database
     * @throws IllegalArgumentException if the database does not have a table or column of a rule; the message names it
     * @throws PoolerException if a pooler in front of the database does not keep sessions, and so no temporary table of tokens
     * @throws SQLException if the database refuses, or is unavailable for too long
     */
    public static Forgetting open(DataSource pool, List<ForgetRule> rules, FieldTokens tokens, List<String> values, RemaskProgress progress)
            throws SQLException {
        Forgetting forgetting = new Forgetting(
                RetryingConnection.withTemporaryTable(pool, new TokenTable(tokens, values)::create), progress);
        try {
            for (ForgetRule rule : rules) {
                forgetting.find(rule);
            }
            return forgetting;
        } catch (SQLException | RuntimeException e) {
            forgetting.close();
            throw e;
        }
    }

    private void find(ForgetRule rule) throws SQLException {
        try {
            erasures.add(new Erasure(rule, connection.inTransaction(transaction -> ErasureStatement.find(transaction, rule))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(rule.table() + ", " + rule.column() + ": " + e.getMessage());
        }
    }

    /**
     * Counts the rows that {@link #forget} would change. Changes nothing.
     *
     * @throws SQLException as {@link #open}
     */
    public List<Result> count() throws SQLException {
        List<Result> results = new ArrayList<>();
        for (Erasure erasure : erasures) {
            results.add(new Result(erasure.rule(), 0, left(erasure)));
        }
        return results;
    }

    /**
     * Applies the rules in their order.
     *
     * @throws SQLException as {@link #open}; changes made so far stay
     */
    public List<Result> forget() throws SQLException {
        List<Result> results = new ArrayList<>();
        for (Erasure erasure : erasures) {
            results.add(forget(erasure));
        }
        return results;
    }

    private Result forget(Erasure erasure) throws SQLException {
        TableWalk walk = new TableWalk(connection, erasure.statement().column(), progress, 0);
        long done = 0;
        long left = left(erasure);
        for (int pass = 1; pass <= PASSES && left > 0; pass++) {
            if (pass > 1) {
                pauses.after(pass);
            }
            done += walk.pass(pass, erasure.statement()::erase, 0L, Long::sum, Long::longValue);
            left = left(erasure);
        }
        return new Result(erasure.rule(), done, left);
    }

    private long left(Erasure erasure) throws SQLException {
        return connection.inTransaction(erasure.statement()::count);
    }

    /** Returns the connection to the pool. */
    @Override
    public void close() {
        connection.close();
    }
}
