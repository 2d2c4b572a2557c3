package io.github.maskroute.remask;

import io.github.maskroute.db.Pooler;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.outage.Backoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/**
 * A job that rewrites a column's old tokens to the present scheme and primary key of their field.
 *
 * <p>It goes through the table by place, a few blocks and one transaction at a time, so that it needs no key of the table,
 * no long snapshot and no book about what is done: new tokens tell that themselves, and a job that was killed is simply run
 * again. Row versions that it writes land wherever there is room; it takes them for done when it meets them. Rows that
 * others add or move behind its back are found by the next pass; that there is need of one, by a {@link FinalCheck}.
 *
 * <p>For one thread.
 */
public final class Remasking implements AutoCloseable {

    /** Work on one range that may be repeated, and what it found. */
    private interface RangeWork<T> {
        T on(Connection connection, BlockRange range) throws SQLException;
    }

    /** With the pauses between them: time for others to let go of rows, but no endless race with a drain of another keyset. */
    private static final int PASSES = 10;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RemaskJob job;
    private final Optional<KnownValues> known;
    private final RetryingConnection session;
    private final MaskedColumn column;
    private final TokenReplacer renewals;
    private final RateLimit pace;
    private final RemaskProgress progress;

    private Remasking(RemaskJob job, Optional<KnownValues> known, RetryingConnection session, MaskedColumn column, TokenReplacer renewals, RemaskProgress progress) {
        this.job = job;
        this.known = known;
        this.session = session;
        this.column = column;
        this.renewals = renewals;
        this.pace = new RateLimit(job.rowsPerSecond());
        this.progress = progress;
    }

    /**
     * Finds the column and reads the raw values, but changes nothing yet.
     *
     * @param keys of which the field's primary one makes the new tokens, and all that are enabled decode old ones
     * @param values of {@code hmac} tokens, which cannot be rewritten without
     * @throws IllegalArgumentException if there is no such column
     * @throws io.github.maskroute.mask.MaskingException if there is no primary key for the field's scheme
     * @throws PoolerException if there are values, and a pooler before the database does not keep a session for them
     * @throws java.io.UncheckedIOException if the values cannot be read
     * @throws SQLException if the database refuses, or is away for too long
     */
    public static Remasking open(DataSource pool, RemaskJob job, FieldMasks masks, Keyset keys, Optional<RawValues> values, RemaskProgress progress)
            throws SQLException {
        if (values.isPresent()) {
            requireSession(pool);
        }
        Optional<KnownValues> known = values.map(raw -> new KnownValues(masks, keys, job.field(), raw));
        TokenReplacer renewals = new TokenReplacer(masks, keys, job, known);
        RetryingConnection session = new RetryingConnection(pool, known.<RetryingConnection.Preparation>map(table -> table::load).orElse(connection -> { }));
        boolean opened = false;
        try {
            MaskedColumn column = session.inTransaction(connection -> MaskedColumn.find(connection, job.table(), job.column()));
            if (column.array()) {
                throw new IllegalArgumentException("the column holds arrays, which cannot be rewritten");
            }
            opened = true;
            return new Remasking(job, known, session, column, renewals, progress);
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private static void requireSession(DataSource pool) throws SQLException {
        Pooler pooler = Pooler.before(pool);
        if (!pooler.keepsSessions()) {
            throw PoolerException.noTemporaryTable(pooler);
        }
    }

    /**
     * Rewrites until a pass finds nothing more to rewrite, and a look at the whole table confirms it.
     *
     * @throws SQLException if the database refuses, or is away for too long; what is rewritten stays
     */
    public RemaskResult rewrite() throws SQLException {
        return rewrite(new Backoff(LONGEST_PAUSE));
    }

    /** @param pauses between passes */
    RemaskResult rewrite(Backoff pauses) throws SQLException {
        RangeRewrite rewrite = new RangeRewrite(column, renewals);
        long settling = System.nanoTime() + job.settling().toNanos();
        long rewritten = 0;
        for (int number = 1; ; number++) {
            long before = rewritten;
            PassResult pass = pass(number, rewrite::rewrite, PassResult.NOTHING, PassResult::plus, tally -> before + tally.rewritten());
            rewritten += pass.rewritten();
            RateLimit.waitUntil(settling);
            if (pass.isFinal() || number == PASSES) {
                boolean settled = pass.rewritten() == 0 && nothingElseIsOld(pass);
                if (settled || number == PASSES) {
                    return new RemaskResult(rewritten, pass.left(), number, settled, known.map(KnownValues::malformed).orElse(0L));
                }
            }
            pauses.after(number);
        }
    }

    private boolean nothingElseIsOld(PassResult pass) throws SQLException {
        return session.inTransaction(new FinalCheck(column, renewals.prefix())::count) <= pass.leftRows();
    }

    /**
     * Counts tokens by key, and changes nothing.
     *
     * @throws SQLException as {@link #rewrite}
     */
    public KeyCounts count() throws SQLException {
        RangeCount count = new RangeCount(column);
        return pass(1, count::count, KeyCounts.NONE,
                (all, some) -> all.plus(some.rowsByKey(), some.withoutToken()), holdings -> 0);
    }

    /** What new tokens are made by: {@code scheme.key-id}. */
    public String target() {
        return renewals.target();
    }

    /** The rows among these that {@link #rewrite} would leave for certain, told by their keys alone; others may stay, too. */
    public Map<SkipReason, Long> wouldLeave(KeyCounts holdings) {
        Map<SkipReason, Long> left = new EnumMap<>(SkipReason.class);
        holdings.rowsByKey().forEach((key, rows) -> renewals.obstacle(key).ifPresent(why -> left.merge(why, rows, Long::sum)));
        if (holdings.withoutToken() > 0) {
            left.put(SkipReason.NO_TOKEN, holdings.withoutToken());
        }
        return left;
    }

    private <T> T pass(int number, RangeWork<T> work, T nothing, BinaryOperator<T> plus, ToLongFunction<T> rewritten) throws SQLException {
        List<MaskedColumn.Leaf> leaves = session.inTransaction(column::leaves);
        progress.passBegins(number, leaves.stream().mapToLong(MaskedColumn.Leaf::blocks).sum());
        T sum = nothing;
        long blocks = 0;
        for (MaskedColumn.Leaf leaf : leaves) {
            for (BlockRange range : (Iterable<BlockRange>) leaf.ranges()::iterator) {
                long before = rewritten.applyAsLong(sum);
                sum = plus.apply(sum, session.inTransaction(connection -> work.on(connection, range)));
                blocks += range.to() - range.from();
                progress.reached(blocks, rewritten.applyAsLong(sum));
                pace.after(rewritten.applyAsLong(sum) - before);
            }
        }
        return sum;
    }

    /** Parts with the connection, and with the values' table. */
    @Override
    public void close() {
        session.close();
    }
}
