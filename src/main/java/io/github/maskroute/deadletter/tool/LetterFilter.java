package io.github.maskroute.deadletter.tool;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Selects letters.
 *
 * @param letters matches selected letters
 * @param max maximum number of selected letters
 */
public record LetterFilter(Predicate<Letter> letters, long max) {

    /**
     * Selects letters by reason and age.
     *
     * @param reasons empty for any reason
     * @param since sent to the dead-letter queue at or after this time
     */
    public static LetterFilter of(Set<String> reasons, Optional<Instant> since, long max) {
        return new LetterFilter(letter -> (reasons.isEmpty() || reasons.contains(letter.reason()))
                && since.filter(letter.sentAt()::isBefore).isEmpty(), max);
    }
}
