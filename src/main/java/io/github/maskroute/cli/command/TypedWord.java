package io.github.maskroute.cli.command;

import io.github.maskroute.text.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A word on the command line where one of several known words is expected: a command, an option, or an option's value. */
public record TypedWord(String word) {

    /** A word, or a number with a unit. Other text may be a misplaced value: an address, a token, a phone number. */
    private static final Pattern QUOTABLE = Pattern.compile("-{0,2}[A-Za-z][A-Za-z_-]{0,30}|-?[0-9]{1,6}[A-Za-z]{0,7}");

    /** The word, if it cannot be personal. */
    public Optional<String> quotable() {
        return Optional.of(word).filter(QUOTABLE.asMatchPredicate());
    }

    /** The most similar known word, if one is similar enough to suggest. */
    public Optional<String> closest(Collection<String> known) {
        return new Spelling(word).suggestion(known);
    }

    /** {@code a, b or c}. */
    public static String either(Collection<String> words) {
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }
}
