package io.github.maskroute.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/** Open from each time of the start expression to the next time of the stop expression. Closed where both coincide. */
record CronWindow(CronExpression start, CronExpression stop, ZoneId zone) implements Window {

    /** The last time may be eight years ago, for February 29. These bits are 17 years. */
    private static final int LOOK_BACK_BITS = 29;

    /** Maximum number of starts that coincide with a stop, before the search for the next change ends. */
    private static final int MAX_STARTS = 1_000;

    @Override
    public boolean isOpen(Instant at) {
        return last(start, at).isAfter(last(stop, at));
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
        boolean open = isOpen(after);
        Date next = Date.from(after);
        for (int step = 0; step < MAX_STARTS; step++) {
            next = (open ? stop : start).getNextValidTimeAfter(next);
            if (next == null) {
                break;
            }
            if (isOpen(next.toInstant()) != open) {
                return Optional.of(next.toInstant());
            }
        }
        return Optional.empty();
    }

    /** The last time of the expression, at or before this one. Quartz only finds next times, so this searches bit by bit. */
    private static Instant last(CronExpression cron, Instant at) {
        long now = at.getEpochSecond();
        long back = 0;
        for (int bit = LOOK_BACK_BITS - 1; bit >= 0; bit--) {
            back |= hasTime(cron, now - (back | 1L << bit), now) ? 0 : 1L << bit;
        }
        return back == (1L << LOOK_BACK_BITS) - 1 ? Instant.MIN : Instant.ofEpochSecond(now - back);
    }

    private static boolean hasTime(CronExpression cron, long afterSecond, long untilSecond) {
        Date next = cron.getNextValidTimeAfter(Date.from(Instant.ofEpochSecond(afterSecond)));
        return next != null && next.toInstant().getEpochSecond() <= untilSecond;
    }
}
