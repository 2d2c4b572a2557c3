package io.github.maskroute.remask;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of rows that were not yet as they should be.
 *
 * @param rewritten rows with a new token
 * @param left rows left as they are, by reason; reasons without rows are not in it
 */
record PassResult(long rewritten, Map<SkipReason, Long> left) {

    static final PassResult NOTHING = new PassResult(0, Map.of());

    PassResult {
        left = Map.copyOf(left);
    }

    PassResult plus(PassResult other) {
        Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
        sum.putAll(left);
        other.left.forEach((why, rows) -> sum.merge(why, rows, Long::sum));
        return new PassResult(rewritten + other.rewritten, sum);
    }

    /** Rows left as they are. */
    long leftRows() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether another pass would change nothing, for all that is known. */
    boolean isFinal() {
        return rewritten == 0 && !left.containsKey(SkipReason.LOCKED);
    }
}
