package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A drain that is suspended (SIGSTOP) until another has processed its messages, and then resumes. */
class ZombieFaults {

    private static final int PART = FaultRun.EVENTS / 5;

    /** Messages in flight of a drain before it is suspended. */
    private static final int IN_HAND = 100;

    @Test
    void afterItsMessagesWereTakenOver() {
        try (FaultRun run = new FaultRun("03", "SIGSTOP past the visibility timeout, then SIGCONT")) {
            Packaged drain = run.start();
            beforeItsStatement(run, drain);
            letItCatchUp(run);
            int unknown = beforeTheAnswer(run, drain);
            int late = whileItDeletes(run, drain);
            atRandomMoment(run, drain);
            run.finish(("stopped with a statement unsent, which came after another drain had stored its rows; after a commit (rows: %d)"
                    + " and before its answer; with delete requests under way (%d); at a random moment").formatted(unknown, late));
        }
    }

    private static void beforeItsStatement(FaultRun run, Packaged drain) {
        run.database().stall();
        run.send(PART);
        run.until("messages in hand", () -> inFlight(run) >= IN_HAND);
        drain.suspend();
        assertThat(run.rows()).isZero();
        letAnotherTakeOver(run);
        try (LedgerLock lock = new LedgerLock(run)) {
            drain.resume();
            run.database().open();
            lock.awaitStatement();
        }
    }

    /** The writer keeps the order of messages: when a later message is a row, all late statements have been answered. */
    private static void letItCatchUp(FaultRun run) {
        int rows = run.rows();
        run.send(IN_HAND);
        run.until("rows of later messages", () -> run.rows() > rows);
    }

    private static int beforeTheAnswer(FaultRun run, Packaged drain) {
        int before;
        try (LedgerLock lock = new LedgerLock(run)) {
            run.send(PART);
            lock.awaitStatement();
            before = run.rows();
            run.database().holdAnswers();
        }
        run.until("rows that the drain does not know of", () -> run.rows() > before);
        drain.suspend();
        int unknown = run.rows() - before;
        letAnotherTakeOver(run);
        drain.resume();
        run.database().open();
        return unknown;
    }

    private static int whileItDeletes(FaultRun run, Packaged drain) {
        AtomicInteger held = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        CountDownLatch resumed = new CountDownLatch(1);
        run.queue().fault("DeleteMessageBatch", call -> {
            held.incrementAndGet();
            resumed.await();
            late.incrementAndGet();
            return call.forward();
        });
        run.send(PART);
        run.until("deletes under way", () -> held.get() > 0 && inFlight(run) >= IN_HAND);
        drain.suspend();
        int requests = held.get();
        letAnotherTakeOver(run);
        drain.resume();
        resumed.countDown();
        run.until("late deletes", () -> late.get() >= requests);
        run.queue().heal();
        return requests;
    }

    private static void atRandomMoment(FaultRun run, Packaged drain) {
        int rows = run.rows() + run.random().nextInt(PART / 2);
        run.send(PART);
        run.until("rows before the stop", () -> run.rows() >= rows);
        drain.suspend();
        letAnotherTakeOver(run);
        drain.resume();
    }

    /** Runs a drain without the proxies until the queue is empty, including the messages in flight of the other. */
    private static void letAnotherTakeOver(FaultRun run) {
        Map<String, String> services = Map.of(
                "MASKROUTE_DB_URL", run.services().jdbcUrl(), "MASKROUTE_QUEUE_ENDPOINT", Services.get().queueEndpoint().toString());
        try (Packaged other = run.launch(services)) {
            run.until("all is taken over", () -> run.services().depth(run.services().queueUrl()) == 0);
            assertThat(other.terminate().exit()).isZero();
        }
    }

    private static int inFlight(FaultRun run) {
        return Services.get().inFlight(run.services().queueUrl());
    }
}
