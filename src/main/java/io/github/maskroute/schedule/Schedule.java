package io.github.maskroute.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Whether it is time to poll, by a clock. Safe for use by several threads. */
public final class Schedule {

    private final Windows windows;
    private final Clock clock;

    public Schedule(Windows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /**
     * By the clock, for windows as {@link Windows} reads them; open at all times without.
     *
     * @throws MalformedWindowException if they are malformed
     */
    public static Schedule of(Optional<String> windows, Clock clock) {
        return windows.map(text -> new Schedule(Windows.parse(text), clock)).orElseGet(Schedule::always);
    }

    /** Open at all times. */
    public static Schedule always() {
        return new Schedule(Windows.parse("00:00-24:00"), Clock.systemUTC());
    }

    public boolean isOpen() {
        return windows.isOpen(clock.instant());
    }

    /** When it closes, or opens, next; empty if it never will, as far as can be seen. */
    public Optional<Instant> nextChange() {
        return windows.nextChange(clock.instant());
    }

    /** The same by the wall clock of the first window's zone. */
    Optional<ZonedDateTime> nextChangeShown() {
        return nextChange().map(next -> next.atZone(windows.zone()));
    }
}
