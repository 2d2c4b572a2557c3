package io.github.maskroute.load;

import java.util.Optional;
import java.util.UUID;

/** Takes lines as a route takes messages. Called by several threads. */
@FunctionalInterface
public interface Feed {

    /** Learns what became of a line, once, on any thread. */
    @FunctionalInterface
    interface Settled {

        /** @param left why it is neither stored nor written down as rejected, without any value; empty if it is one of them */
        void settled(Optional<String> left);
    }

    /**
     * Takes a line. May return before it is settled, and may wait while there are too many.
     *
     * @param id by which the ledger knows it
     */
    void take(Line line, UUID id, Settled settled);
}
