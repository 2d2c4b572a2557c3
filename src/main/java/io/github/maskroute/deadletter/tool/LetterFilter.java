package io.github.maskroute.deadletter.tool;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which letters are meant.
 *
 * @param letters those that are
 * @param max at most so many of them
 */
public record LetterFilter(Predicate<Letter> letters, long max) {

    /**
     * Letters by reason and age.
     *
     * @param reasons of these; of any if empty
     * @param since sent to the dead-letter queue at or after this time
     */
    public static LetterFilter of(Set<String> reasons, Optional<Instant> since, long max) {
        return new LetterFilter(letter -> (reasons.isEmpty() || reasons.contains(letter.reason()))
                && since.filter(letter.sentAt()::isBefore).isEmpty(), max);
    }
}
