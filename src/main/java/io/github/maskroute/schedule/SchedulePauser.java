package io.github.maskroute.schedule;

import io.github.maskroute.outage.Ticker;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses polling outside a schedule. Checks every second on its own thread. Does not affect messages that were received. */
public final class SchedulePauser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulePauser.class);

    private final Schedule schedule;
    private final Supplier<Runnable> pause;
    private final Ticker ticker = new Ticker("maskroute-schedule");

    /** Ends the present pause; null inside the schedule. */
    private @Nullable Runnable resume;

    /** @param pause pauses polling, and returns an action that ends this pause */
    public SchedulePauser(Schedule schedule, Supplier<Runnable> pause) {
        this.schedule = schedule;
        this.pause = pause;
    }

    /** Applies the schedule before it returns, and checks it every second from now on. */
    public void start() {
        apply();
        ticker.every(Duration.ofSeconds(1), this::apply);
    }

    /** Ends the checks. A present pause stays. */
    @Override
    public void close() {
        ticker.close();
    }

    private synchronized void apply() {
        boolean open = schedule.isOpen();
        Runnable resumed = resume;
        if (!open && resumed == null) {
            resume = pause.get();
            LOG.info("Outside the schedule: polling is paused, and {}.",
                    schedule.nextChangeInZone().map(next -> "continues at " + next).orElse("no later window is found"));
        } else if (open && resumed != null) {
            resume = null;
            resumed.run();
            LOG.info("Inside the schedule: polling continues{}.", schedule.nextChangeInZone().map(next -> " until " + next).orElse(""));
        }
    }
}
