package io.github.maskroute.forget;

import io.github.maskroute.db.Pooler;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.remask.BlockRange;
import io.github.maskroute.remask.MaskedColumn;
import io.github.maskroute.remask.RemaskProgress;
import io.github.maskroute.remask.RetryingConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A job that takes all rows with tokens of given values out of tables, or empties some of their columns.
 *
 * <p>It goes through a table by place, a few blocks and one transaction at a time, so that it holds few locks and no long snapshot, and
 * needs no key or index; a job that was killed is simply run again. Rows that others add or move behind its back are found by a count of
 * the whole table afterwards, and by another pass. For one thread.
 */
public final class Forgetting implements AutoCloseable {

    /**
     * What was done by a rule.
     *
     * @param rule which
     * @param done rows that were deleted, or emptied
     * @param left rows that are still as they were
     */
    public record Result(ForgetRule rule, long done, long left) {

        /** Whether no row had a token of the values. */
        public boolean isOfNothing() {
            return done == 0 && left == 0;
        }
    }

    private static final int PASSES = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RetryingConnection session;
    private final List<ForgetRule> rules;
    private final List<ErasureStatement> erasures = new ArrayList<>();
    private final RemaskProgress progress;
    private final Backoff pauses = new Backoff(LONGEST_PAUSE);

    private Forgetting(RetryingConnection session, List<ForgetRule> rules, RemaskProgress progress) {
        this.session = session;
        this.rules = List.copyOf(rules);
        this.progress = progress;
    }

    /**
     * Finds the columns of all rules, and changes nothing yet.
     *
     * @param values of the field; they never reach the database
     * @throws IllegalArgumentException if the database does not have what a rule names; says which
     * @throws PoolerException if a pooler before the database does not keep a session for the tokens
     * @throws SQLException if the database refuses, or is away for too long
     */
    public static Forgetting open(DataSource pool, List<ForgetRule> rules, FieldTokens tokens, List<String> values, RemaskProgress progress)
            throws SQLException {
        Pooler pooler = Pooler.before(pool);
        if (!pooler.keepsSessions()) {
            throw PoolerException.noTemporaryTable(pooler);
        }
        Forgetting forgetting = new Forgetting(new RetryingConnection(pool, new TokenTable(tokens, values)::load), rules, progress);
        boolean found = false;
        try {
            forgetting.find();
            found = true;
            return forgetting;
        } finally {
            if (!found) {
                forgetting.close();
            }
        }
    }

    private void find() throws SQLException {
        for (ForgetRule rule : rules) {
            try {
                erasures.add(session.inTransaction(connection -> ErasureStatement.find(connection, rule)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(rule.table() + ", " + rule.column() + ": " + e.getMessage());
            }
        }
    }

    /**
     * Counts the rows that {@link #forget} would change, and changes nothing.
     *
     * @throws SQLException as {@link #open}
     */
    public List<Result> count() throws SQLException {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            results.add(new Result(rules.get(i), 0, session.inTransaction(erasures.get(i)::count)));
        }
        return results;
    }

    /**
     * Does what the rules say, in their order.
     *
     * @throws SQLException as {@link #open}; what is done by then stays done
     */
    public List<Result> forget() throws SQLException {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            results.add(forget(rules.get(i), erasures.get(i)));
        }
        return results;
    }

    private Result forget(ForgetRule rule, ErasureStatement erasure) throws SQLException {
        long done = 0;
        long left = session.inTransaction(erasure::count);
        for (int pass = 1; pass <= PASSES && left > 0; pass++) {
            if (pass > 1) {
                pauses.after(pass);
            }
            done += pass(pass, erasure);
            left = session.inTransaction(erasure::count);
        }
        return new Result(rule, done, left);
    }

    private long pass(int number, ErasureStatement erasure) throws SQLException {
        List<MaskedColumn.Leaf> leaves = session.inTransaction(erasure.column()::leaves);
        progress.passBegins(number, leaves.stream().mapToLong(MaskedColumn.Leaf::blocks).sum());
        long blocks = 0;
        long done = 0;
        for (MaskedColumn.Leaf leaf : leaves) {
            for (BlockRange range : (Iterable<BlockRange>) leaf.ranges()::iterator) {
                done += session.inTransaction(connection -> erasure.erase(connection, range));
                blocks += range.to() - range.from();
                progress.reached(blocks, done);
            }
        }
        return done;
    }

    /** Parts with the connection, and with the tokens' table. */
    @Override
    public void close() {
        session.close();
    }
}
