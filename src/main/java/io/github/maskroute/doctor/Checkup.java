package io.github.maskroute.doctor;

import io.github.maskroute.doctor.Finding.State;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Checks done one after another. What a check throws is its finding; what needs a check that is not well is skipped. */
public final class Checkup {

    private final Function<Throwable, String> words;
    private final BiConsumer<String, Finding> told;

    /**
     * @param words for what a check throws: problem, semicolon, remedy, and no value
     * @param told is given each check's name and finding as soon as it is known
     */
    public Checkup(Function<Throwable, String> words, BiConsumer<String, Finding> told) {
        this.words = words;
        this.told = told;
    }

    /** Does the checks in this order, and counts the states found. */
    public Map<State, Integer> run(List<Check> checks) {
        Map<String, State> states = new HashMap<>();
        Map<State, Integer> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0);
        }
        for (Check check : checks) {
            Finding finding = check.needs().stream().filter(other -> states.get(other) != State.OK).findFirst()
                    .map(other -> Finding.skip("needs `" + other + "` to be ok"))
                    .orElseGet(() -> look(check));
            states.put(check.name(), finding.state());
            counts.merge(finding.state(), 1, Integer::sum);
            told.accept(check.name(), finding);
        }
        return counts;
    }

    private Finding look(Check check) {
        try {
            return check.look().look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.skip("interrupted");
        } catch (Exception | LinkageError e) {
            return Finding.failed(words.apply(e));
        }
    }
}
