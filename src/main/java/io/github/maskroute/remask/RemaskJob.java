package io.github.maskroute.remask;

import java.time.Duration;

/**
 * What to rewrite, and how gently.
 *
 * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
 * @param column as the catalog has it, unquoted
 * @param field the masked field whose tokens the column holds
 * @param irreversibly whether tokens that can be decoded may become ones that cannot: nothing undoes that
 * @param rowsPerSecond most rows to rewrite in a second; 0 for no limit
 * @param settling time that drains need to take over a changed keyset: nothing is called done sooner after the job's start
 */
public record RemaskJob(String table, String column, String field, boolean irreversibly, int rowsPerSecond, Duration settling) {

    public RemaskJob {
        if (rowsPerSecond < 0) {
            throw new IllegalArgumentException("rows per second must be 0 or more");
        }
        if (settling.isNegative()) {
            throw new IllegalArgumentException("the settling time must be 0 or more");
        }
    }
}
