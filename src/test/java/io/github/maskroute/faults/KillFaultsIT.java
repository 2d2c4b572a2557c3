package io.github.maskroute.faults;

import io.github.maskroute.cli.Packaged;
import org.junit.jupiter.api.Test;

/** Drains that are killed (SIGKILL) and started again. */
class KillFaultsIT {

    private static final int KILLS = 20;

    @Test
    void atRandomMoments() {
        try (FaultRun run = new FaultRun("01.1", "`kill -9` at random moments")) {
            int part = FaultRun.EVENTS / KILLS;
            int busy = 0;
            for (int i = 0; i < KILLS; i++) {
                run.send(part);
                int before = run.rows();
                Packaged drain = run.start();
                int rows = before + run.random().nextInt(part);
                run.until("rows before the kill", () -> run.rows() >= rows || run.services().depth(run.services().queueUrl()) == 0);
                drain.kill();
                busy += run.services().depth(run.services().queueUrl()) > 0 ? 1 : 0;
            }
            run.start();
            run.finish("killed %d times, %d of them with messages left".formatted(KILLS, busy));
        }
    }
}
