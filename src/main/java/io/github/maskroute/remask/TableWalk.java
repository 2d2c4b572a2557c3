package io.github.maskroute.remask;

import io.github.maskroute.remask.MaskedColumn.BlockRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;

/**
 * Processes all blocks of a column's table in passes, one {@link BlockRange} per transaction. It needs no key of the table and no index,
 * holds few locks and no long snapshot. Not thread-safe.
 *
 * <p>It can limit the number of changed rows per second by waiting. It does not catch up after a delay: after an outage the database gets
 * no more load than before.
 */
public final class TableWalk {

    /** Processes one range. May run several times for the same range. */
    @FunctionalInterface
    public interface RangeWork<T> {
        T on(Connection connection, BlockRange range) throws SQLException;
    }

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RetryingConnection connection;
    private final MaskedColumn column;
    private final RemaskProgress progress;
    private final int rowsPerSecond;
    private long due = System.nanoTime();

    /** @param rowsPerSecond maximum number of changed rows per second; 0 for no limit */
    public TableWalk(RetryingConnection connection, MaskedColumn column, RemaskProgress progress, int rowsPerSecond) {
        this.connection = connection;
        this.column = column;
        this.progress = progress;
        this.rowsPerSecond = rowsPerSecond;
    }

    /**
     * Processes each range once.
     *
     * @param number of the pass, from 1
     * @param zero result of a table without blocks
     * @param plus adds the results of ranges
     * @param changed rows that a result says were changed, for the progress and the rate limit
     * @return the sum of the results
     */
    public <T> T pass(int number, RangeWork<T> work, T zero, BinaryOperator<T> plus, ToLongFunction<T> changed) throws SQLException {
        List<MaskedColumn.Leaf> leaves = connection.inTransaction(column::leaves);
        progress.passBegins(number, leaves.stream().mapToLong(MaskedColumn.Leaf::blocks).sum());
        T sum = zero;
        long blocks = 0;
        for (MaskedColumn.Leaf leaf : leaves) {
            for (BlockRange range : (Iterable<BlockRange>) leaf.ranges()::iterator) {
                long before = changed.applyAsLong(sum);
                sum = plus.apply(sum, connection.inTransaction(transaction -> work.on(transaction, range)));
                blocks += range.to() - range.from();
                progress.reached(blocks, changed.applyAsLong(sum));
                limit(changed.applyAsLong(sum) - before);
            }
        }
        return sum;
    }

    private void limit(long rows) {
        if (rowsPerSecond > 0) {
            due = Math.max(due, System.nanoTime() - SECOND) + rows * SECOND / rowsPerSecond;
            waitUntil(due);
        }
    }

    /** Waits until {@link System#nanoTime} reaches a value. Returns early if the thread is interrupted. */
    static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0 && !Thread.currentThread().isInterrupted();
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
