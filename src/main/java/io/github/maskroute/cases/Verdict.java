package io.github.maskroute.cases;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether it is so.
 *
 * @param type the event type
 * @param differences from what the case says; none if it is so, or was not tried
 * @param notTried what was left out, and why; empty if nothing was
 */
public record Verdict(String type, Case tried, List<Difference> differences, String notTried) {

    /** @param notTried what of the case could not be tried, and why; empty if all was */
    public static Verdict of(String type, Case tried, CaseOutcome became, String notTried) {
        return new Verdict(type, tried, Differences.between(tried.expected(), became), notTried);
    }

    /** Nothing that was tried differs. */
    public boolean passed() {
        return differences.isEmpty();
    }

    /** What differs, for people: for each place what was expected and what it is. */
    public List<String> lines() {
        return differences.stream().flatMap(difference -> Stream.of(difference.place(),
                "    expected " + difference.expected(), "    but was  " + difference.actual())).toList();
    }

    /** What differs, in one line that quotes nothing of the event: good for a log. */
    public String summary() {
        return "case `" + tried.name() + "` is no longer so: "
                + differences.stream().map(Difference::place).distinct().collect(Collectors.joining(", ")) + " (`maskroute test " + type
                + "` shows how); undo the edit, or change the case with it";
    }
}
