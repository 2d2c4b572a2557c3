package io.github.maskroute.doctor;

import java.util.List;

/**
 * A single check of the setup.
 *
 * @param name one to four words; part of the JSON output
 * @param needs the names of the checks that must be {@link Finding.State#OK} for this one to run
 * @param probe performs the check
 */
public record Check(String name, List<String> needs, Probe probe) {

    /** Performs a check. Changes nothing. */
    @FunctionalInterface
    public interface Probe {

        /** @throws Exception if the check cannot be performed, which counts as {@link Finding.State#FAIL} */
        Finding run() throws Exception;
    }

    /** A check that needs no other check. */
    public Check(String name, Probe probe) {
        this(name, List.of(), probe);
    }

    /** A check that needs one other check. */
    public Check(String name, String needs, Probe probe) {
        this(name, List.of(needs), probe);
    }
}
