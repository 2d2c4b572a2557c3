package io.github.maskroute.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A recurring time window. Immutable and safe for use by several threads. */
interface Window {

    boolean isOpen(Instant at);

    /** The first instant after this one at which {@link #isOpen} changes; empty if none exists. */
    Optional<Instant> nextChange(Instant after);

    ZoneId zone();
}
