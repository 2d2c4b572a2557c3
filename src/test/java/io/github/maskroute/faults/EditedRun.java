package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A drain that has work for as long as somebody edits its files: the queue gives its messages slowly. */
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

    /** An edit that is refused: one line says so, the health page does, and the work goes on. */
    void mistake(Runnable edit, String told) {
        mistakes++;
        trouble(edit, told);
        int rows = run.rows();
        run.until("work goes on", () -> run.rows() > rows);
    }

    /** An edit that is taken, and that the health page has something to say about. */
    void trouble(Runnable edit, String told) {
        see(edit, told);
        run.until("health page down", () -> health().contains("\"DOWN\""));
    }

    /** An edit after which all is well. */
    void good(Runnable edit, String told) {
        see(edit, told);
        run.until("health page up", () -> !health().contains("\"DOWN\""));
    }

    private void see(Runnable edit, String told) {
        long before = lines(told);
        edit.run();
        run.until("log: " + told, () -> lines(told) > before);
        assertThat(run.services().depth(run.services().queueUrl())).as("messages left after: " + told).isPositive();
    }

    /** Every mistake was told once; the rest of the messages may come as fast as they can. */
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
