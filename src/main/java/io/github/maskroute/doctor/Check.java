package io.github.maskroute.doctor;

/**
 * One thing to look at.
 *
 * @param name what it is called, in a word or three
 * @param needs the name of the check without whose {@link Finding.State#OK} this one can tell nothing; empty for none
 * @param look how to look at it
 */
public record Check(String name, String needs, Look look) {

    /** Looks at something and changes nothing. */
    @FunctionalInterface
    public interface Look {

        /** @throws Exception if it cannot be looked at, which is a failure of the check */
        Finding look() throws Exception;
    }

    /** A check that needs no other. */
    public Check(String name, Look look) {
        this(name, "", look);
    }
}
