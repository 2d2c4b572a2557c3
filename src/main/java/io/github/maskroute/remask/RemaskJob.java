package io.github.maskroute.remask;

import java.time.Duration;

/**
 * What to rewrite, and how fast.
 *
 * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
 * @param column unquoted, as in the catalog
 * @param field the masked field whose tokens the column holds
 * @param irreversibly whether decodable tokens may become tokens that cannot be decoded, which cannot be undone
 * @param rowsPerSecond maximum number of rows to rewrite per second; 0 for no limit
 * @param settling minimum time from the start of the job to its end: drains need it to reload a changed keyset
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
