package io.github.maskroute.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known word that a misspelled word may stand for. */
public record Spelling(String word) {

    /** Shorter words allow one edit, others two. */
    private static final int SHORT = 4;

    /** The closest known word, if it is close enough. Ignores case. */
    public Optional<String> suggestion(Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> edits(lower, candidate) <= (candidate.length() < SHORT ? 1 : 2)
                        || (lower.length() > 1 && candidate.toLowerCase(Locale.ROOT).startsWith(lower)))
                .min(Comparator.<String>comparingInt(candidate -> edits(lower, candidate)).thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance: the number of inserted, deleted or replaced letters. */
    private static int edits(String from, String candidate) {
        String to = candidate.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
