package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A drain that has work during all edits of its files: the queue delivers its messages slowly. */
final class EditedRun {

    private static final Duration PACE = Duration.ofMillis(300);

    private final FaultRun run;
    private final Packaged drain;
    private int mistakes;

    EditedRun(FaultRun run) {
        this.run = run;
        run.queue().fault("ReceiveMessage", call -> {
            LockSupport.parkNanos(PACE.toNanos());
            return call.forward();
        });
        drain = run.sendAll().start();
        run.awaitRows(1);
    }

    /** Makes an edit that is refused: one log line and the health page report it, and the work goes on. */
    void mistake(Runnable edit, String line) {
        mistakes++;
        see(edit, line);
        run.until("health page down", () -> health().contains("\"DOWN\""));
        int rows = run.rows();
        run.until("work goes on", () -> run.rows() > rows);
    }

    /** Makes an edit after which the health page reports nothing. */
    void good(Runnable edit, String line) {
        see(edit, line);
        run.until("health page up", () -> !health().contains("\"DOWN\""));
    }

    private void see(Runnable edit, String line) {
        long before = lines(line);
        edit.run();
        run.until("log: " + line, () -> lines(line) > before);
        assertThat(run.services().depth(run.services().queueUrl())).as("messages left after: " + line).isPositive();
    }

    /** Checks that every mistake was logged once, and drains the rest of the messages at full speed. */
    int end() {
        assertThat(lines("in force")).isPositive();
        assertThat(FaultRun.log(drain).lines().filter(line -> line.matches(".* (ERROR|WARN) .*(in force|started).*"))).hasSize(mistakes);
        run.queue().heal();
        return mistakes;
    }

    String log() {
        return FaultRun.log(drain);
    }

    private String health() {
        return run.page(drain, "observe/health");
    }

    private long lines(String words) {
        return FaultRun.log(drain).lines().filter(line -> line.contains(words)).count();
    }
}
