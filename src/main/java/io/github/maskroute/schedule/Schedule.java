package io.github.maskroute.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Decides by a clock whether to poll. Immutable and safe for use by several threads. */
public record Schedule(Windows windows, Clock clock) {

    /**
     * Creates a schedule.
     *
     * @param windows in the format of {@link Windows}; empty for a schedule that is always open
     * @throws MalformedWindowException if a window is malformed
     */
    public static Schedule of(Optional<String> windows, Clock clock) {
        return windows.map(text -> new Schedule(Windows.parse(text), clock)).orElseGet(Schedule::always);
    }

    /** A schedule that is always open. */
    public static Schedule always() {
        return new Schedule(Windows.parse("00:00-24:00"), Clock.systemUTC());
    }

    public boolean isOpen() {
        return windows.isOpen(clock.instant());
    }

    /** When the schedule closes or opens next; empty if no change is found. */
    public Optional<Instant> nextChange() {
        return windows.nextChange(clock.instant());
    }

    /** The next change in the zone of the first window. */
    Optional<ZonedDateTime> nextChangeInZone() {
        return nextChange().map(next -> next.atZone(windows.zone()));
    }
}
