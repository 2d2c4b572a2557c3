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
 * Counts or deletes the dead letters that contain the values. For one thread.
 *
 * @param filter selects the letters to scan
 * @param ofOthers matches letters of other types, whose field of the same name is another field: they are counted and stay
 */
record ForgottenLetters(DeadLetterQueue queue, LetterFilter filter, Predicate<Letter> ofOthers, LetterSearch search) {

    private static final int VISIBLE_OF_GROUP = 10;

    /**
     * The result of a scan.
     *
     * @param deleted letters with a value in the field that were deleted
     * @param stuck letters with a value in the field that were not deleted
     * @param elsewhere letters with a value outside of the field, or of another type
     * @param unread letters that cannot be searched
     * @param cutGroups message groups of a FIFO queue that have as many remaining letters as SQS shows of one group
     */
    record LetterCounts(long deleted, long stuck, long elsewhere, long unread, long cutGroups) {}

    LetterCounts count() {
        return scan(List::size);
    }

    LetterCounts delete() {
        return scan(queue::delete);
    }

    /** What to do with letters that have a value in the field. */
    private interface LetterAction {
        /** @return how many letters stay in the queue */
        int on(List<Letter> letters);
    }

    private LetterCounts scan(LetterAction action) {
        Map<Find, Long> found = new EnumMap<>(Find.class);
        Map<String, Integer> keptByGroup = new HashMap<>();
        AtomicLong stuck = new AtomicLong();
        queue.scan(filter, page -> {
            Map<Boolean, List<Letter>> byMatch = page.stream().collect(Collectors.partitioningBy(letter -> isInField(letter, found)));
            stuck.addAndGet(action.on(byMatch.getOrDefault(true, List.of())));
            byMatch.getOrDefault(false, List.of()).forEach(
                    letter -> letter.groupId().ifPresent(group -> keptByGroup.merge(group, 1, Integer::sum)));
        });
        return new LetterCounts(found.getOrDefault(Find.IN_FIELD, 0L) - stuck.get(), stuck.get(), found.getOrDefault(Find.ELSEWHERE, 0L),
                found.getOrDefault(Find.UNREAD, 0L), keptByGroup.values().stream().filter(kept -> kept >= VISIBLE_OF_GROUP).count());
    }

    private boolean isInField(Letter letter, Map<Find, Long> found) {
        Find seen = search.in(letter);
        Find find = seen == Find.IN_FIELD && ofOthers.test(letter) ? Find.ELSEWHERE : seen;
        found.merge(find, 1L, Long::sum);
        return find == Find.IN_FIELD;
    }
}
