package io.github.maskroute.remask;

import java.util.Map;

/**
 * The result of a job.
 *
 * @param rewritten rows that got a new token, in all passes
 * @param left rows that the last pass skipped, by reason
 * @param passes number of passes through the table
 * @param settled false if other old tokens remain: a writer still adds them, or they are in foreign tables
 * @param malformedValues number of given raw values that break the rule of the field
 */
public record RemaskResult(long rewritten, Map<SkipReason, Long> left, int passes, boolean settled, long malformedValues) {

    /** Whether every token of the column has the current scheme and primary key. */
    public boolean complete() {
        return settled && left.isEmpty();
    }
}
