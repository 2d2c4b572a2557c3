package io.github.maskroute.camel.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a route keeps no longer after an edit.
 *
 * @param route its id, before the edit
 * @param schema name of its schema's file, before the edit
 * @param alone whether no other route masks, so that its fields and columns are known without its name
 * @param gone whether there is no such route any more
 * @param unmasked fields that are stored as they come from now on
 * @param dropped fields that are not stored at all
 * @param emptied columns, each as {@code table.column}, that hold nothing any more
 * @param unseen why columns may be missing among these, or seem empty; empty if all are seen
 * @param remarks what an operator should know, and need not confirm
 */
record DataLoss(String route, String schema, boolean alone, boolean gone, SortedSet<String> unmasked, SortedSet<String> dropped,
        SortedSet<String> emptied, String unseen, List<String> remarks) {

    /**
     * Of each route of before. One that has another id or another schema is known by the other of the two.
     *
     * @param routeIds all routes that there are now
     */
    static List<DataLoss> between(List<RetainedFields> before, List<RetainedFields> after, Set<String> routeIds) {
        boolean alone = before.size() == 1;
        return before.stream().map(kept -> after.stream().filter(now -> now.route().equals(kept.route())).findFirst()
                .or(() -> after.stream().filter(now -> now.schema().equals(kept.schema())).findFirst())
                .map(now -> of(kept, now, alone)).orElseGet(() -> ofAll(kept, alone, !routeIds.contains(kept.route())))).toList();
    }

    private static DataLoss of(RetainedFields before, RetainedFields after, boolean alone) {
        SortedSet<String> unmasked = new TreeSet<>(before.masked().keySet());
        unmasked.retainAll(after.asTheyCome());
        SortedSet<String> dropped = fields(before);
        dropped.removeAll(fields(after));
        RetainedFields.Columns now = after.columnsOfEarlier();
        String unseen = before.columns().unseen().isEmpty() ? now.unseen() : before.columns().unseen();
        return new DataLoss(before.route(), before.schema(), alone, false, unmasked, dropped, without(before.columns(), now), unseen,
                remarks(before, after));
    }

    /** No step masks and stores these events any more, as far as can be seen. */
    private static DataLoss ofAll(RetainedFields before, boolean alone, boolean gone) {
        return new DataLoss(before.route(), before.schema(), alone, gone, new TreeSet<>(), fields(before), before.columns().filled(), "",
                List.of());
    }

    private static List<String> remarks(RetainedFields before, RetainedFields after) {
        List<String> remarks = new ArrayList<>();
        SortedMap<String, String> changed = new TreeMap<>(before.masked());
        changed.keySet().retainAll(after.masked().keySet());
        changed.forEach((field, how) -> {
            String now = Objects.requireNonNull(after.masked().get(field));
            if (!now.equals(how)) {
                remarks.add(before.route() + " masks " + field + " in another way (" + how + " before, " + now
                        + " now): its tokens are equal to none of before");
            }
        });
        if (!before.columns().unseen().isEmpty()) {
            remarks.add("whether " + before.route() + " still fills all columns that it filled is not known: " + before.columns().unseen());
        }
        SortedSet<String> hidden = without(after.columnsOfEarlier(), after.columns());
        if (!hidden.isEmpty()) {
            remarks.add("the sample of " + before.route() + " fills no longer " + String.join(", ", hidden)
                    + ": a later edit that loses these will not be seen");
        }
        return remarks;
    }

    private static SortedSet<String> fields(RetainedFields kept) {
        SortedSet<String> fields = new TreeSet<>(kept.masked().keySet());
        fields.addAll(kept.asTheyCome());
        return fields;
    }

    private static SortedSet<String> without(RetainedFields.Columns columns, RetainedFields.Columns others) {
        SortedSet<String> left = new TreeSet<>(columns.filled());
        left.removeAll(others.filled());
        return left;
    }

    /** What is to be confirmed, so that it means no other route's; empty if nothing is lost. */
    SortedSet<String> names() {
        if (gone) {
            return new TreeSet<>(Set.of(route));
        }
        SortedSet<String> names = new TreeSet<>();
        Stream.of(unmasked, dropped, emptied).flatMap(Set::stream).forEach(name -> names.add(alone ? name : route + ":" + name));
        return names;
    }

    /** What is lost, as a sentence about the route. */
    String words() {
        if (gone) {
            return "the route " + route + " is gone: its events are neither masked nor stored any more";
        }
        List<String> words = new ArrayList<>();
        words(unmasked, "masks").ifPresent(words::add);
        words(dropped, "stores").ifPresent(words::add);
        words(emptied, "fills").ifPresent(words::add);
        return route + " no longer " + String.join(", nor ", words) + (unseen.isEmpty() ? "" : " (not all columns are seen: " + unseen + ")");
    }

    private static Optional<String> words(SortedSet<String> names, String verb) {
        return names.isEmpty() ? Optional.empty() : Optional.of(verb + " " + String.join(", ", names));
    }
}
