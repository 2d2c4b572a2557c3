package io.github.maskroute.cli.command;

import io.github.maskroute.text.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A word that somebody typed where one of some known words belongs: a command, an option, or what an option takes. */
public record Typed(String word) {

    /** A word, or a number with a unit. What else was typed may be a value in the wrong place: an address, a token, a phone number. */
    private static final Pattern NAMEABLE = Pattern.compile("-{0,2}[A-Za-z][A-Za-z_-]{0,30}|-?[0-9]{1,6}[A-Za-z]{0,7}");

    /** The word, if it can be nothing personal; else nothing. */
    public Optional<String> shown() {
        return Optional.of(word).filter(NAMEABLE.asMatchPredicate());
    }

    /** The known word that is so like it that it may have been meant. */
    public Optional<String> meant(Collection<String> known) {
        return new Spelling(word).suggestion(known);
    }

    /** {@code a, b or c}. */
    public static String either(Collection<String> words) {
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }
}
