package io.github.maskroute.doctor;

import io.github.maskroute.doctor.Finding.State;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs checks one after the other. An exception is the finding of its check. A check is skipped if one that it needs is not ok. */
public final class Checkup {

    private final Function<Throwable, String> describer;
    private final BiConsumer<String, Finding> listener;

    /**
     * @param describer describes an exception of a check: problem, semicolon and remedy, without any value
     * @param listener receives each check's name and finding as soon as the check has run
     */
    public Checkup(Function<Throwable, String> describer, BiConsumer<String, Finding> listener) {
        this.describer = describer;
        this.listener = listener;
    }

    /** Runs the checks in this order, and counts the states of their findings. */
    public Map<State, Integer> run(List<Check> checks) {
        Map<String, State> states = new HashMap<>();
        Map<State, Integer> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0);
        }
        for (Check check : checks) {
            Finding finding = check.needs().stream().filter(other -> states.get(other) != State.OK).findFirst()
                    .map(other -> Finding.skip("needs `" + other + "` to be ok"))
                    .orElseGet(() -> run(check));
            states.put(check.name(), finding.state());
            counts.merge(finding.state(), 1, Integer::sum);
            listener.accept(check.name(), finding);
        }
        return counts;
    }

    private Finding run(Check check) {
        try {
            return check.probe().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.skip("interrupted");
        } catch (Exception | LinkageError e) {
            return Finding.failed(describer.apply(e));
        }
    }
}
