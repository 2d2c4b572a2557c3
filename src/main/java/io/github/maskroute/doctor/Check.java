package io.github.maskroute.doctor;

import java.util.List;

/**
 * One thing to look at.
 *
 * @param name what it is called, in a word or three
 * @param needs the names of the checks without whose {@link Finding.State#OK} this one can tell nothing
 * @param look how to look at it
 */
public record Check(String name, List<String> needs, Look look) {

    /** Looks at something and changes nothing. */
    @FunctionalInterface
    public interface Look {

        /** @throws Exception if it cannot be looked at, which is a failure of the check */
        Finding look() throws Exception;
    }

    /** A check that needs no other. */
    public Check(String name, Look look) {
        this(name, List.of(), look);
    }

    /** A check that needs one other. */
    public Check(String name, String needs, Look look) {
        this(name, List.of(needs), look);
    }
}
