package io.github.maskroute.remask;

import java.util.Map;

/**
 * What a job did.
 *
 * @param rewritten rows with a new token, of all passes
 * @param left rows left as they are, by reason, as the last pass saw them
 * @param passes how often the table was gone through
 * @param settled false if old tokens remain beside those left: somebody still writes them, or they are out of reach
 * @param malformedValues given raw values that break the rule of the field
 */
public record RemaskResult(long rewritten, Map<SkipReason, Long> left, int passes, boolean settled, long malformedValues) {

    /** Whether every token of the column is as it should be. */
    public boolean complete() {
        return settled && left.isEmpty();
    }
}
