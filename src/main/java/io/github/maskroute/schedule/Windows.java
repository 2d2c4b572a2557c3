package io.github.maskroute.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Time windows, for example {@code 01:00-05:00 Europe/Berlin; MON-FRI 12:00-13:00}: open while at least one of them is open.
 *
 * <p>A window belongs to the day on which it starts, in the local time of its zone, by default UTC. Immutable and safe for use by several
 * threads.
 */
public final class Windows {

    /** Maximum number of changes of single windows without a common change, before the search ends: two a day for some months. */
    private static final int MAX_STEPS = 300;

    private final List<Window> windows;

    private Windows(List<Window> windows) {
        this.windows = List.copyOf(windows);
    }

    /** @throws MalformedWindowException if a window is malformed; the message names its number and the rule, and does not quote it */
    public static Windows parse(String text) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            try {
                windows.add(WindowParser.parse(part));
            } catch (MalformedWindowException e) {
                throw new MalformedWindowException("window " + (windows.size() + 1) + " " + e.getMessage());
            }
        }
        return new Windows(windows);
    }

    /** What is wrong with a text, without quoting it; empty if it is valid. */
    public static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (MalformedWindowException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    public boolean isOpen(Instant at) {
        return windows.stream().anyMatch(window -> window.isOpen(at));
    }

    /** The first instant after this one at which {@link #isOpen} changes; empty if none is found. */
    public Optional<Instant> nextChange(Instant after) {
        boolean open = isOpen(after);
        Optional<Instant> next = nextOfAny(after);
        for (int step = 1; next.isPresent() && isOpen(next.get()) == open; step++) {
            next = step < MAX_STEPS ? nextOfAny(next.get()) : Optional.empty();
        }
        return next;
    }

    private Optional<Instant> nextOfAny(Instant after) {
        return windows.stream().flatMap(window -> window.nextChange(after).stream()).min(Instant::compareTo);
    }

    /** The zone of the first window, for times in the log. */
    public ZoneId zone() {
        return windows.get(0).zone();
    }
}
