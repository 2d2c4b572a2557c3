package io.github.maskroute.schedule;

import io.github.maskroute.outage.Ticker;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses polling outside a schedule. Looks each second, on a thread of its own; what was received is none of its business. */
public final class SchedulePauser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulePauser.class);

    private final Schedule schedule;
    private final Supplier<Runnable> pause;
    private final Ticker watch = new Ticker("maskroute-schedule");

    /** Set outside the schedule. */
    private @Nullable Runnable resume;

    /** @param pause pauses polling, and gives what ends that pause */
    public SchedulePauser(Schedule schedule, Supplier<Runnable> pause) {
        this.schedule = schedule;
        this.pause = pause;
    }

    /** Shuts or opens before it returns, and looks again each second from now on. */
    public void start() {
        look();
        watch.every(Duration.ofSeconds(1), this::look);
    }

    /** Ends the looks, and leaves all as it is. */
    @Override
    public void close() {
        watch.close();
    }

    private synchronized void look() {
        boolean open = schedule.isOpen();
        Runnable resumed = resume;
        if (!open && resumed == null) {
            resume = pause.get();
            LOG.info("Outside the schedule: polling has stopped, and {}.",
                    schedule.nextChangeShown().map(next -> "goes on at " + next).orElse("does not go on by itself"));
        } else if (open && resumed != null) {
            resume = null;
            resumed.run();
            LOG.info("Inside the schedule: polling goes on{}.", schedule.nextChangeShown().map(next -> " until " + next).orElse(""));
        }
    }
}
