package io.github.maskroute.cases;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdict on a case.
 *
 * @param type the event type
 * @param tried the case
 * @param differences between the expected and the actual outcome; empty if none exists, or if the case was not run
 * @param notTried why a part of the case was not checked; empty if all parts were
 */
public record Verdict(String type, Case tried, List<Difference> differences, String notTried) {

    /** @param notTried why a part of the case was not checked; empty if all parts were */
    public static Verdict of(String type, Case tried, CaseOutcome outcome, String notTried) {
        return new Verdict(type, tried, Differences.between(tried.expected(), outcome), notTried);
    }

    /** Whether no checked part differs. */
    public boolean passed() {
        return differences.isEmpty();
    }

    /** The differences as text: place, expected value and actual value of each. */
    public List<String> lines() {
        return differences.stream().flatMap(difference -> Stream.of(difference.place(),
                "    expected " + difference.expected(), "    but was  " + difference.actual())).toList();
    }

    /** The differing places in one line that quotes nothing of the event, so that it may be logged. */
    public String summary() {
        return "case `" + tried.name() + "` fails: "
                + differences.stream().map(Difference::place).distinct().collect(Collectors.joining(", ")) + " (`maskroute test " + type
                + "` shows the differences); undo the edit, or change the case";
    }
}
