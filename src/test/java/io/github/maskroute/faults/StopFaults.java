package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drains that are stopped by SIGTERM and started again. */
class StopFaults {

    private static final int STOPS = 10;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CONNECTED = """
            SELECT count(*) AS n FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'maskroute'""";

    @Test
    void atRandomMoments() {
        try (FaultRun run = new FaultRun("02", "SIGTERM at random moments")) {
            int starting = 0;
            int busy = 0;
            List<Duration> stops = new ArrayList<>();
            for (int i = 0; i < STOPS; i++) {
                run.send(FaultRun.EVENTS / STOPS);
                Packaged drain = run.launch(Map.of("JAVA_OPTS", Packaged.SHORT_LIVED + " " + Packaged.TELLING));
                awaitMoment(run, drain, i);
                starting += FaultRun.isRunning(drain) ? 0 : 1;
                busy += depth(run) > 0 ? 1 : 0;
                stops.add(stop(drain));
            }
            assertThat(starting).as("stopped while starting").isBetween(1, STOPS - 1);
            assertThat(busy - starting).as("stopped with messages left").isPositive();
            assertThat(stops).allMatch(time -> time.compareTo(LIMIT) < 0);
            run.start();
            run.finish("stopped %d times with exit code 0 within 30 s, %d of them while starting, %d while busy, %d while idle"
                    .formatted(STOPS, starting, busy - starting, STOPS - busy));
        }
    }

    /** Waits until it starts, works, or is idle. */
    private static void awaitMoment(FaultRun run, Packaged drain, int stop) {
        if (stop % 6 == 0) {
            run.until("its beginning", () -> FaultRun.log(drain).contains(Packaged.BEGUN));
            run.letPass(stop == 0 ? 0 : run.random().nextInt(1_000));
            return;
        }
        if (stop % 3 == 0) {
            run.until("a connection", () -> !"0".equals(run.services().rows(CONNECTED).get(0).get("n")));
            run.letPass(run.random().nextInt(300));
            return;
        }
        run.awaitRunning(drain);
        if (stop % 3 == 1) {
            int rows = run.rows() + 1 + run.random().nextInt(FaultRun.EVENTS / STOPS);
            run.until("rows before the stop", () -> run.rows() >= rows || depth(run) == 0);
        } else {
            run.until("nothing to do", () -> depth(run) == 0);
            run.letPass(run.random().nextInt(1_000));
        }
    }

    private static Duration stop(Packaged drain) {
        Instant begin = Instant.now();
        assertThat(drain.terminate().exit()).as(FaultRun.log(drain)).isZero();
        return Duration.between(begin, Instant.now());
    }

    private static int depth(FaultRun run) {
        return run.services().depth(run.services().queueUrl());
    }
}
