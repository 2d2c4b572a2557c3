package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.maskroute.cases.Case.Expected;
import io.github.maskroute.cases.Case.Rejected;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what differs from what a case says. For one thread. */
final class Differences {

    private static final String NOTHING = "nothing";

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(Expected expected, CaseOutcome became) {
        Differences differences = new Differences();
        differences.compare(expected, became);
        return List.copyOf(differences.found);
    }

    private void compare(Expected expected, CaseOutcome became) {
        if (expected.rejected().isPresent()) {
            rejection(expected.rejected().get(), became);
        } else if (became.rejected().isPresent()) {
            found.add(new Difference("rejected", NOTHING, words(became.rejected().get())));
        } else {
            expected.masked().ifPresent(masked -> value("masked", masked, became.masked().orElse(MissingNode.getInstance())));
            expected.rows().ifPresent(tables -> became.rows().ifPresent(added -> tables(tables, added)));
        }
    }

    private void rejection(Rejected expected, CaseOutcome became) {
        Optional<Rejection> rejected = became.rejected();
        if (rejected.isEmpty() && expected.reason() == Reason.CONSTRAINT && became.rows().isEmpty()) {
            // Only a database can refuse it so, and none was asked.
            return;
        }
        if (rejected.isEmpty()) {
            found.add(new Difference("rejected", expected.reason().code() + ": " + expected.detail(), NOTHING));
        } else if (rejected.get().reason() != expected.reason() || !rejected.get().detail().startsWith(expected.detail())) {
            found.add(new Difference("rejected", expected.reason().code() + ": " + expected.detail(), words(rejected.get())));
        }
    }

    private static String words(Rejection rejection) {
        return rejection.reason().code() + ": " + rejection.detail();
    }

    private void tables(Map<String, List<JsonNode>> expected, Map<String, List<JsonNode>> added) {
        TreeSet<String> tables = new TreeSet<>(expected.keySet());
        tables.addAll(added.keySet());
        tables.forEach(table -> rows("rows." + table, expected.getOrDefault(table, List.of()), added.getOrDefault(table, List.of())));
    }

    /** Rows have no order, so those that fit are set aside first: the most exact ones before those that fit many. */
    private void rows(String place, List<JsonNode> expected, List<JsonNode> added) {
        List<JsonNode> left = new ArrayList<>(added);
        List<Integer> missed = new ArrayList<>();
        List<Integer> exactFirst = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            exactFirst.add(i);
        }
        exactFirst.sort(Comparator.comparing(i -> -expected.get(i).size()));
        for (int i : exactFirst) {
            Optional<JsonNode> fit = left.stream().filter(row -> fits(expected.get(i), row)).findFirst();
            fit.ifPresentOrElse(left::remove, () -> missed.add(i));
        }
        missed.sort(Comparator.naturalOrder());
        for (int i : missed) {
            row(place + "[" + i + "]", expected.get(i), left.isEmpty() ? MissingNode.getInstance() : left.remove(0));
        }
        left.forEach(row -> found.add(new Difference(place, NOTHING, row.toString())));
    }

    private static boolean fits(JsonNode expected, JsonNode row) {
        Differences differences = new Differences();
        differences.row("", expected, row);
        return differences.found.isEmpty();
    }

    /** Columns that are not named may be as they are. */
    private void row(String place, JsonNode expected, JsonNode row) {
        if (row.isMissingNode()) {
            found.add(new Difference(place, expected.toString(), NOTHING));
            return;
        }
        expected.properties().forEach(column -> value(place + "." + column.getKey(), column.getValue(), row.path(column.getKey())));
    }

    private void value(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> value(place + "." + name, expected.path(name), actual.path(name)));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                value(place + "[" + i + "]", expected.path(i), actual.path(i));
            }
        } else if (!isSame(expected, actual)) {
            found.add(new Difference(place, words(expected), words(actual)));
        }
    }

    /** A number may have another spelling, or another type of Jackson's. */
    private static boolean isSame(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber() ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() ? NOTHING : value.toString();
    }
}
