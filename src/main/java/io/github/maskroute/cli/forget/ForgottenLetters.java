package io.github.maskroute.cli.forget;

import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.deadletter.tool.LetterFilter;
import io.github.maskroute.forget.LetterSearch;
import io.github.maskroute.forget.LetterSearch.Find;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Dead letters with the values, in a queue, among those that are meant. For one thread.
 *
 * @param ofOthers those of other types, whose field of the same name is another one: they are counted, and stay
 */
record ForgottenLetters(DeadLetterQueue queue, LetterFilter meant, Predicate<Letter> ofOthers, LetterSearch search) {

    private static final int SHOWN_OF_GROUP = 10;

    /**
     * What a look through the queue found.
     *
     * @param deleted letters with a value in the field
     * @param stuck such letters that SQS did not delete, or none was to
     * @param elsewhere letters with a value in another place, or of another type
     * @param unread letters of which that cannot be said
     * @param cutGroups message groups of a FIFO queue of which SQS shows no more letters before these are gone
     */
    record Counts(long deleted, long stuck, long elsewhere, long unread, long cutGroups) {}

    Counts count() {
        return scan(List::size);
    }

    Counts delete() {
        return scan(queue::delete);
    }

    /** What becomes of letters with a value in the field. */
    private interface Deed {
        /** @return those that stay */
        int on(List<Letter> letters);
    }

    private Counts scan(Deed deed) {
        Map<Find, Long> found = new EnumMap<>(Find.class);
        Map<String, Integer> keptByGroup = new HashMap<>();
        AtomicLong stuck = new AtomicLong();
        queue.scan(meant, page -> {
            Map<Boolean, List<Letter>> byFind = page.stream().collect(Collectors.partitioningBy(letter -> isMeant(letter, found)));
            stuck.addAndGet(deed.on(byFind.getOrDefault(true, List.of())));
            byFind.getOrDefault(false, List.of()).forEach(
                    letter -> letter.groupId().ifPresent(group -> keptByGroup.merge(group, 1, Integer::sum)));
        });
        return new Counts(found.getOrDefault(Find.IN_FIELD, 0L) - stuck.get(), stuck.get(), found.getOrDefault(Find.ELSEWHERE, 0L),
                found.getOrDefault(Find.UNREAD, 0L), keptByGroup.values().stream().filter(kept -> kept >= SHOWN_OF_GROUP).count());
    }

    private boolean isMeant(Letter letter, Map<Find, Long> found) {
        Find seen = search.in(letter);
        Find find = seen == Find.IN_FIELD && ofOthers.test(letter) ? Find.ELSEWHERE : seen;
        found.merge(find, 1L, Long::sum);
        return find == Find.IN_FIELD;
    }
}
