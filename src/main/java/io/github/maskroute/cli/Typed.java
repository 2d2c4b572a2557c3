package io.github.maskroute.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A word that somebody typed where one of some known words belongs: a command, an option, or what an option takes. */
record Typed(String word) {

    /** A word, or a number with a unit. What else was typed may be a value in the wrong place: an address, a token, a phone number. */
    private static final Pattern NAMEABLE = Pattern.compile("-{0,2}[A-Za-z][A-Za-z_-]{0,30}|-?[0-9]{1,6}[A-Za-z]{0,7}");

    /** Words of less letters are others after two changes. */
    private static final int SHORT = 4;

    /** The word, if it can be nothing personal; else nothing. */
    Optional<String> shown() {
        return Optional.of(word).filter(NAMEABLE.asMatchPredicate());
    }

    /** The known word that is so like it that it may have been meant. */
    Optional<String> meant(Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> edits(lower, candidate) <= (candidate.length() < SHORT ? 1 : 2)
                        || (lower.length() > 1 && candidate.startsWith(lower)))
                .min(Comparator.comparingInt(candidate -> edits(lower, candidate)));
    }

    /** {@code a, b or c}. */
    static String either(Collection<String> words) {
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }

    /** Levenshtein's distance: letters to put in, take out or change. */
    private static int edits(String from, String to) {
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
