package io.github.maskroute.newtype;

import java.util.EnumMap;
import java.util.Map;

/** Number, length and formats of the texts of a field. Not thread-safe. */
final class TextStatistics {

    /** Longest text that the drain accepts, see the limits in docs/bounds.md. */
    private static final int MAX_LENGTH = 4096;
    private static final int MIN_BOUND = 32;

    private final Map<ValueFormat, Long> formats = new EnumMap<>(ValueFormat.class);
    private long count;
    private long blank;
    private int longest;

    void add(String text) {
        count++;
        longest = Math.max(longest, text.codePointCount(0, text.length()));
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            blank++;
            return;
        }
        for (ValueFormat format : ValueFormat.values()) {
            if (format.matches(trimmed)) {
                formats.merge(format, 1L, Long::sum);
            }
        }
    }

    long blank() {
        return blank;
    }

    /** The number of texts that are not blank. */
    long filled() {
        return count - blank;
    }

    long matching(ValueFormat format) {
        return formats.getOrDefault(format, 0L);
    }

    /** Whether there are texts, none is blank, and all have the format. */
    boolean allMatch(ValueFormat format) {
        return count > 0 && matching(format) == count;
    }

    /** A power of two that is at least twice the longest length, since samples rarely contain the longest value. */
    int bound() {
        return Math.min(MAX_LENGTH, Math.max(MIN_BOUND, Integer.highestOneBit(Math.max(1, 2 * longest - 1)) * 2));
    }
}
