package io.github.maskroute.schedule;

import io.github.maskroute.outage.ExceptionSummary;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses polling outside a schedule. Looks each second, on a thread of its own; what was received is none of its business. */
public final class SchedulePauser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulePauser.class);

    private final Schedule schedule;
    private final Supplier<Runnable> pause;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "maskroute-schedule");
        thread.setDaemon(true);
        return thread;
    });

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
        watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Ends the looks, and leaves all as it is. */
    @Override
    public void close() {
        watch.shutdownNow();
    }

    private synchronized void look() {
        try {
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
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end the looks, and a gate that is shut would stay so.
            LOG.error("The schedule cannot be told from the time (unexpected {})", new ExceptionSummary(e));
        }
    }
}
