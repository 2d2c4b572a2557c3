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
 * What a route no longer retains after an edit.
 *
 * @param route id of the route before the edit
 * @param schema name of its schema file before the edit
 * @param alone whether no other route masks, so that fields and columns need no route name
 * @param gone whether the route no longer exists
 * @param unmasked fields that are now stored unmasked
 * @param dropped fields that are no longer stored
 * @param emptied columns, each as {@code table.column}, that are no longer filled
 * @param unseen why columns may be missing in {@code emptied} or be in it wrongly; empty if all columns are visible
 * @param remarks changes that an operator should know and need not confirm
 */
record DataLoss(String route, String schema, boolean alone, boolean gone, SortedSet<String> unmasked, SortedSet<String> dropped,
        SortedSet<String> emptied, String unseen, List<String> remarks) {

    /**
     * Compares each route of the previous version. A route whose id has changed is identified by its schema, and one whose schema has
     * changed by its id.
     *
     * @param routeIds all routes of the edited version
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

    /** As far as the definitions show, no step masks and stores these events any more. */
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
                remarks.add(before.route() + " masks " + field + " differently (" + how + " before, " + now
                        + " now): its new tokens do not equal earlier ones");
            }
        });
        if (!before.columns().unseen().isEmpty()) {
            remarks.add("it is unknown whether " + before.route() + " still fills all earlier columns: " + before.columns().unseen());
        }
        SortedSet<String> hidden = without(after.columnsOfEarlier(), after.columns());
        if (!hidden.isEmpty()) {
            remarks.add("the sample of " + before.route() + " no longer fills " + String.join(", ", hidden)
                    + ": a later edit that loses them will not be detected");
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

    /** The names that confirm the loss; with several routes they include the route. Empty if nothing is lost. */
    SortedSet<String> names() {
        if (gone) {
            return new TreeSet<>(Set.of(route));
        }
        SortedSet<String> names = new TreeSet<>();
        Stream.of(unmasked, dropped, emptied).flatMap(Set::stream).forEach(name -> names.add(alone ? name : route + ":" + name));
        return names;
    }

    /** Describes the loss in a sentence about the route. */
    String description() {
        if (gone) {
            return "the route " + route + " is removed: its events are no longer masked or stored";
        }
        List<String> clauses = new ArrayList<>();
        clause("masks", unmasked).ifPresent(clauses::add);
        clause("stores", dropped).ifPresent(clauses::add);
        clause("fills", emptied).ifPresent(clauses::add);
        return route + " no longer " + String.join(", nor ", clauses)
                + (unseen.isEmpty() ? "" : " (not all columns are visible: " + unseen + ")");
    }

    private static Optional<String> clause(String verb, SortedSet<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(verb + " " + String.join(", ", names));
    }
}
