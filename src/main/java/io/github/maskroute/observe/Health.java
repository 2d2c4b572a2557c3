package io.github.maskroute.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Checks, and whether all of them find what they shall. Safe for use by several threads.
 *
 * <p>Its page has the form that Camel's and MicroProfile's health have, with HTTP status 200 or 503.
 */
public final class Health {

    /**
     * One check's answer.
     *
     * @param name of what was looked at
     * @param detail what is wrong; empty if nothing is
     */
    public record Answer(String name, Optional<String> detail) {

        public boolean up() {
            return detail.isEmpty();
        }
    }

    private record Check(String name, Supplier<Optional<String>> problem) {}

    private final List<Check> checks = new CopyOnWriteArrayList<>();

    /**
     * Adds a check.
     *
     * @param problem what is wrong at present, without any value of a record; empty if nothing is. It must not wait.
     */
    public void add(String name, Supplier<Optional<String>> problem) {
        checks.add(new Check(name, problem));
    }

    /** What all checks say now. */
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
