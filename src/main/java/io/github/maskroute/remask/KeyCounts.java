package io.github.maskroute.remask;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which keys the tokens of a column are of.
 *
 * @param rowsByKey rows by {@code scheme.key-id}
 * @param withoutToken rows with text that is no token
 */
public record KeyCounts(SortedMap<String, Long> rowsByKey, long withoutToken) {

    static final KeyCounts NONE = new KeyCounts(new TreeMap<>(), 0);

    KeyCounts plus(Map<String, Long> otherRowsByKey, long otherWithoutToken) {
        SortedMap<String, Long> sum = new TreeMap<>(rowsByKey);
        otherRowsByKey.forEach((key, rows) -> sum.merge(key, rows, Long::sum));
        return new KeyCounts(sum, withoutToken + otherWithoutToken);
    }
}
