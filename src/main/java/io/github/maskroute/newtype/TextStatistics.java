package io.github.maskroute.newtype;

import java.util.EnumMap;
import java.util.Map;

/** How many texts there were at a place, how long they are and what they look like. For one thread. */
final class TextStatistics {

    static final String DATE = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";

    /** As RFC 3339 has it, with a T and an offset: PostgreSQL takes each, but days that a month does not have. */
    static final String MOMENT = DATE
            + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])";

    /** What the drain takes, see the limits of docs/bounds.md. */
    private static final int LONGEST = 4096;
    private static final int SHORTEST_BOUND = 32;

    private final Map<ValueFormat, Long> looks = new EnumMap<>(ValueFormat.class);
    private long count;
    private long blank;
    private int longest;

    void see(String text) {
        count++;
        longest = Math.max(longest, text.codePointCount(0, text.length()));
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            blank++;
            return;
        }
        for (ValueFormat look : ValueFormat.values()) {
            if (look.is(trimmed)) {
                looks.merge(look, 1L, Long::sum);
            }
        }
    }

    long count() {
        return count;
    }

    long blank() {
        return blank;
    }

    /** Those that are not blank. */
    long filled() {
        return count - blank;
    }

    long looking(ValueFormat look) {
        return looks.getOrDefault(look, 0L);
    }

    /** Whether there are some, none of them blank, and all look so. */
    boolean allLook(ValueFormat look) {
        return count > 0 && looking(look) == count;
    }

    /** A power of two, twice the longest at least: samples have seldom the longest value of all. */
    int bound() {
        return Math.min(LONGEST, Math.max(SHORTEST_BOUND, Integer.highestOneBit(Math.max(1, 2 * longest - 1)) * 2));
    }
}
