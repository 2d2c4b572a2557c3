package io.github.maskroute.remask;

import io.github.maskroute.db.PoolerException;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.outage.Backoff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A job that rewrites the old tokens of a column to the current scheme and primary key of their field.
 *
 * <p>It needs no record of its progress: each token names its key. A job that was killed is run again and skips current tokens, also in
 * row versions that it wrote itself. The next pass finds rows that others added or moved during a pass. A final count of the whole table
 * decides whether another pass is needed, see decision 0010.
 *
 * <p>Not thread-safe.
 */
public final class Remasking implements AutoCloseable {

    /** With the pauses between passes this gives others time to release rows, but does not race forever with a drain of another keyset. */
    private static final int PASSES = 10;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final String OLD = "t.%1$s IS NOT NULL AND NOT starts_with(CAST(t.%1$s AS text), ?)";

    private final RemaskJob job;
    private final Optional<KnownValues> known;
    private final RetryingConnection connection;
    private final MaskedColumn column;
    private final TokenReplacer replacer;
    private final TableWalk walk;

    private Remasking(RemaskJob job, Optional<KnownValues> known, RetryingConnection connection, MaskedColumn column,
            TokenReplacer replacer, RemaskProgress progress) {
        this.job = job;
        this.known = known;
        this.connection = connection;
        this.column = column;
        this.replacer = replacer;
        this.walk = new TableWalk(connection, column, progress, job.rowsPerSecond());
    }

    /**
     * Finds the column and reads the raw values. Changes nothing yet.
     *
     * @param keys the field's primary key makes the new tokens; all enabled keys decode old tokens
     * @param values of {@code hmac} tokens, which cannot be rewritten without them
     * @throws IllegalArgumentException if the column does not exist or cannot be rewritten
     * @throws io.github.maskroute.mask.MaskingException if the field's scheme has no primary key
     * @throws PoolerException if there are values, and a pooler in front of the database does not keep sessions
     * @throws java.io.UncheckedIOException if the values cannot be read
     * @throws SQLException if the database refuses, or is unavailable for too long
     */
    public static Remasking open(DataSource pool, RemaskJob job, FieldMasks masks, Keyset keys, Optional<RawValues> values,
            RemaskProgress progress) throws SQLException {
        Optional<KnownValues> known = values.map(raw -> new KnownValues(masks, keys, job.field(), raw));
        RetryingConnection connection = known.isPresent()
                ? RetryingConnection.withTemporaryTable(pool, known.get()::load) : RetryingConnection.of(pool);
        try {
            TokenReplacer replacer = new TokenReplacer(masks, keys, job, known);
            MaskedColumn column = connection.inTransaction(transaction -> MaskedColumn.find(transaction, job.table(), job.column()));
            if (column.array()) {
                throw new IllegalArgumentException("the column holds arrays, which cannot be rewritten");
            }
            return new Remasking(job, known, connection, column, replacer, progress);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Rewrites until a pass finds nothing more to rewrite and a count of the whole table confirms it.
     *
     * @throws SQLException if the database refuses, or is unavailable for too long; rewritten rows stay rewritten
     */
    public RemaskResult rewrite() throws SQLException {
        return rewrite(new Backoff(LONGEST_PAUSE));
    }

    /** @param pauses between passes */
    RemaskResult rewrite(Backoff pauses) throws SQLException {
        RangeRewrite rewrite = new RangeRewrite(column, replacer);
        long settling = System.nanoTime() + job.settling().toNanos();
        long rewritten = 0;
        for (int number = 1; ; number++) {
            long before = rewritten;
            RangeRewrite.Result pass = walk.pass(number, rewrite::rewrite, RangeRewrite.Result.NONE, RangeRewrite.Result::plus,
                    result -> before + result.rewritten());
            rewritten += pass.rewritten();
            TableWalk.waitUntil(settling);
            if (pass.isFinal() || number == PASSES) {
                boolean settled = pass.rewritten() == 0 && countOld() <= pass.leftRows();
                if (settled || number == PASSES) {
                    return new RemaskResult(rewritten, pass.left(), number, settled, known.map(KnownValues::malformed).orElse(0L));
                }
            }
            pauses.after(number);
        }
    }

    private long countOld() throws SQLException {
        String condition = String.format(Locale.ROOT, OLD, column.name());
        return connection.inTransaction(transaction -> column.count(transaction, condition, replacer.prefix()));
    }

    /**
     * Counts tokens by key. Changes nothing.
     *
     * @throws SQLException as {@link #rewrite}
     */
    public KeyCounts count() throws SQLException {
        return walk.pass(1, (transaction, range) -> KeyCounts.of(transaction, column, range), KeyCounts.NONE, KeyCounts::plus, counts -> 0);
    }

    /** The key of new tokens: {@code scheme.key-id}. */
    public String target() {
        return replacer.target();
    }

    /** The rows that {@link #rewrite} would certainly skip because of their key. It may skip others, too. */
    public Map<SkipReason, Long> wouldLeave(KeyCounts counts) {
        Map<SkipReason, Long> left = new EnumMap<>(SkipReason.class);
        counts.rowsByKey().forEach((key, rows) -> replacer.obstacle(key).ifPresent(reason -> left.merge(reason, rows, Long::sum)));
        if (counts.withoutToken() > 0) {
            left.put(SkipReason.NO_TOKEN, counts.withoutToken());
        }
        return left;
    }

    /** Returns the connection to the pool. */
    @Override
    public void close() {
        connection.close();
    }
}
