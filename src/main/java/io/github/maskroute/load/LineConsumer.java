package io.github.maskroute.load;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Consumes lines as a route consumes messages. Called by several threads. */
@FunctionalInterface
public interface LineConsumer {

    /** Receives the outcome of a line, once, on any thread. */
    @FunctionalInterface
    interface Settled {

        /** @param left why the line is neither stored nor recorded as rejected, without any value; empty if it is one of both */
        void settled(Optional<String> left);
    }

    /**
     * Processes a line. May return before the line is settled, and may block while too many lines are in flight.
     *
     * @param id of the line in the ledger
     * @param sentAt the time for its row at which the event was sent; empty if unknown
     */
    void take(Line line, UUID id, Optional<Instant> sentAt, Settled settled);
}
