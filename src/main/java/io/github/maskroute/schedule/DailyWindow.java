package io.github.maskroute.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Open while a clock on the wall shows a time from start to before end: an hour that the clock skips is not there, and one that
 * it shows twice counts twice.
 *
 * @param days on which the window starts
 * @param end on the day after, if not after start
 */
record DailyWindow(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) implements Window {

    /** A week, and another for a window that the clock skips. */
    private static final int DAYS_AHEAD = 15;

    DailyWindow {
        days = Set.copyOf(days);
    }

    @Override
    public boolean isOpen(Instant at) {
        LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
        boolean hasStarted = !shown.toLocalTime().isBefore(start);
        boolean hasNotEnded = shown.toLocalTime().isBefore(end);
        boolean startsToday = days.contains(shown.getDayOfWeek());
        if (end.isAfter(start)) {
            return startsToday && hasStarted && hasNotEnded;
        }
        return (startsToday && hasStarted) || (hasNotEnded && days.contains(shown.getDayOfWeek().minus(1)));
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
        boolean open = isOpen(after);
        return Stream.concat(shownTimes(after), shiftsOfTheClock(after))
                .filter(edge -> edge.isAfter(after)).sorted().filter(edge -> isOpen(edge) != open).findFirst();
    }

    private Stream<Instant> shownTimes(Instant after) {
        LocalDate today = LocalDate.ofInstant(after, zone);
        return today.datesUntil(today.plusDays(DAYS_AHEAD))
                .flatMap(day -> Stream.of(day.atTime(start), day.atTime(end)))
                .flatMap(shown -> zone.getRules().getValidOffsets(shown).stream().map(shown::toInstant));
    }

    private Stream<Instant> shiftsOfTheClock(Instant after) {
        ZoneRules rules = zone.getRules();
        return Stream.iterate(rules.nextTransition(after), Objects::nonNull, shift -> rules.nextTransition(shift.getInstant()))
                .limit(2).map(ZoneOffsetTransition::getInstant);
    }
}
