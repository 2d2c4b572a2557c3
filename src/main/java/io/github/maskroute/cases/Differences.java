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

/** Compares the actual outcome of a case with the expected one. For one thread. */
final class Differences {

    private static final String NOTHING = "nothing";

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(Expected expected, CaseOutcome outcome) {
        Differences differences = new Differences();
        differences.compare(expected, outcome);
        return List.copyOf(differences.found);
    }

    private void compare(Expected expected, CaseOutcome outcome) {
        if (expected.rejected().isPresent()) {
            rejection(expected.rejected().get(), outcome);
        } else if (outcome.rejected().isPresent()) {
            found.add(new Difference("rejected", NOTHING, description(outcome.rejected().get())));
        } else {
            expected.masked().ifPresent(masked -> value("masked", masked, outcome.masked().orElse(MissingNode.getInstance())));
            expected.rows().ifPresent(tables -> outcome.rows().ifPresent(added -> tables(tables, added)));
        }
    }

    private void rejection(Rejected expected, CaseOutcome outcome) {
        Optional<Rejection> rejected = outcome.rejected();
        if (rejected.isEmpty() && expected.reason() == Reason.CONSTRAINT && outcome.rows().isEmpty()) {
            // Only a database can reject for this reason, and the event was not stored.
            return;
        }
        if (rejected.isEmpty()) {
            found.add(new Difference("rejected", expected.reason().code() + ": " + expected.detail(), NOTHING));
        } else if (rejected.get().reason() != expected.reason() || !rejected.get().detail().startsWith(expected.detail())) {
            found.add(new Difference("rejected", expected.reason().code() + ": " + expected.detail(), description(rejected.get())));
        }
    }

    private static String description(Rejection rejection) {
        return rejection.reason().code() + ": " + rejection.detail();
    }

    private void tables(Map<String, List<JsonNode>> expected, Map<String, List<JsonNode>> added) {
        TreeSet<String> tables = new TreeSet<>(expected.keySet());
        tables.addAll(added.keySet());
        tables.forEach(table -> rows("rows." + table, expected.getOrDefault(table, List.of()), added.getOrDefault(table, List.of())));
    }

    /** Rows have no order. So matching rows are paired first, beginning with the expected rows that name the most columns. */
    private void rows(String place, List<JsonNode> expected, List<JsonNode> added) {
        List<JsonNode> left = new ArrayList<>(added);
        List<Integer> unmatched = new ArrayList<>();
        List<Integer> exactFirst = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            exactFirst.add(i);
        }
        exactFirst.sort(Comparator.comparing(i -> -expected.get(i).size()));
        for (int i : exactFirst) {
            Optional<JsonNode> match = left.stream().filter(row -> matches(expected.get(i), row)).findFirst();
            match.ifPresentOrElse(left::remove, () -> unmatched.add(i));
        }
        unmatched.sort(Comparator.naturalOrder());
        for (int i : unmatched) {
            row(place + "[" + i + "]", expected.get(i), left.isEmpty() ? MissingNode.getInstance() : left.remove(0));
        }
        left.forEach(row -> found.add(new Difference(place, NOTHING, row.toString())));
    }

    private static boolean matches(JsonNode expected, JsonNode row) {
        Differences differences = new Differences();
        differences.row("", expected, row);
        return differences.found.isEmpty();
    }

    /** Compares the named columns; others are not checked. */
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
            found.add(new Difference(place, description(expected), description(actual)));
        }
    }

    /** Equal numbers may have different notations or Jackson types. */
    private static boolean isSame(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber() ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static String description(JsonNode value) {
        return value.isMissingNode() ? NOTHING : value.toString();
    }
}
