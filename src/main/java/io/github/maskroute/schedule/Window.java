package io.github.maskroute.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A time that comes again and again. Immutable and safe for use by several threads. */
sealed interface Window permits DailyWindow, CronWindow {

    boolean isOpen(Instant at);

    /** The first instant after this one at which {@link #isOpen} gives the other answer; empty if there is none. */
    Optional<Instant> nextChange(Instant after);

    ZoneId zone();
}
