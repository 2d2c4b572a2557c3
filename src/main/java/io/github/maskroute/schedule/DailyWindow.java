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
 * Open while local time is from start to before end. An hour that daylight saving skips does not open the window; an hour that it repeats
 * counts twice.
 *
 * @param days on which the window starts
 * @param end on the next day, if not after start
 */
record DailyWindow(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) implements Window {

    /** A week, and another for a window that daylight saving skips. */
    private static final int DAYS_AHEAD = 15;

    DailyWindow {
        days = Set.copyOf(days);
    }

    @Override
    public boolean isOpen(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        boolean hasStarted = !local.toLocalTime().isBefore(start);
        boolean hasNotEnded = local.toLocalTime().isBefore(end);
        boolean startsToday = days.contains(local.getDayOfWeek());
        if (end.isAfter(start)) {
            return startsToday && hasStarted && hasNotEnded;
        }
        return (startsToday && hasStarted) || (hasNotEnded && days.contains(local.getDayOfWeek().minus(1)));
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
        boolean open = isOpen(after);
        return Stream.concat(edges(after), transitions(after))
                .filter(edge -> edge.isAfter(after)).sorted().filter(edge -> isOpen(edge) != open).findFirst();
    }

    private Stream<Instant> edges(Instant after) {
        LocalDate today = LocalDate.ofInstant(after, zone);
        return today.datesUntil(today.plusDays(DAYS_AHEAD))
                .flatMap(day -> Stream.of(day.atTime(start), day.atTime(end)))
                .flatMap(local -> zone.getRules().getValidOffsets(local).stream().map(local::toInstant));
    }

    private Stream<Instant> transitions(Instant after) {
        ZoneRules rules = zone.getRules();
        return Stream.iterate(rules.nextTransition(after), Objects::nonNull, transition -> rules.nextTransition(transition.getInstant()))
                .limit(2).map(ZoneOffsetTransition::getInstant);
    }
}
