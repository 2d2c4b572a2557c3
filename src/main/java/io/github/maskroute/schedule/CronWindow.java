package io.github.maskroute.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/** Open from each time of the one expression to the next time of the other; closed where both meet. */
record CronWindow(CronExpression start, CronExpression stop, ZoneId zone) implements Window {

    /** Over eight years: February 29 may be that far away. */
    private static final long LOOK_BACK_SECONDS = 1L << 28;

    /** Starts that meet a stop and so open nothing, before it is said that none will. */
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

    /** Quartz looks ahead only. A time of the expression is where its next time jumps to a later one. */
    private static Instant last(CronExpression cron, Instant at) {
        long now = at.getEpochSecond();
        long back = 60;
        while (!comes(cron, now - back, now)) {
            back *= 2;
            if (back > LOOK_BACK_SECONDS) {
                return Instant.MIN;
            }
        }
        long before = now - back;
        long from = now;
        while (from - before > 1) {
            long middle = before + (from - before) / 2;
            if (comes(cron, middle, now)) {
                before = middle;
            } else {
                from = middle;
            }
        }
        return Instant.ofEpochSecond(from);
    }

    private static boolean comes(CronExpression cron, long afterSecond, long untilSecond) {
        Date next = cron.getNextValidTimeAfter(Date.from(Instant.ofEpochSecond(afterSecond)));
        return next != null && next.toInstant().getEpochSecond() <= untilSecond;
    }
}
