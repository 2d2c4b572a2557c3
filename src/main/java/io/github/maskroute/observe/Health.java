package io.github.maskroute.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A list of checks. Safe for use by several threads.
 *
 * <p>Its page has the form of Camel's and MicroProfile's health, with HTTP status 200 or 503.
 */
public final class Health {

    /**
     * The answer of one check.
     *
     * @param name of the check
     * @param detail the problem; empty if none exists
     */
    public record Answer(String name, Optional<String> detail) {

        public boolean up() {
            return detail.isEmpty();
        }
    }

    private record HealthCheck(String name, Supplier<Optional<String>> problem) {}

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

    /**
     * Adds a check.
     *
     * @param problem the present problem, without any value of a record; empty if none exists. Must not block.
     */
    public void add(String name, Supplier<Optional<String>> problem) {
        checks.add(new HealthCheck(name, problem));
    }

    /** The present answers of all checks. */
    public List<Answer> answers() {
        return checks.stream().map(check -> new Answer(check.name, check.problem.get())).toList();
    }

    /** The same as a page. */
    public Page page() {
        List<Answer> answers = answers();
        boolean up = answers.stream().allMatch(Answer::up);
        return Page.json(up ? 200 : 503, Map.of(
                "status", word(up),
                "checks", answers.stream().map(answer -> Map.of(
                        "name", answer.name, "status", word(answer.up()), "detail", answer.detail.orElse(""))).toList()));
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
