package io.github.maskroute.load;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Takes lines as a route takes messages. Called by several threads. */
@FunctionalInterface
public interface LineConsumer {

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
     * @param sentAt what its row is to say of the time when it was sent; empty if nobody knows
     */
    void take(Line line, UUID id, Optional<Instant> sentAt, Settled settled);
}
