package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Drains that are killed (SIGKILL) and started again. */
class KillFaultsIT {

    /** The number of events for each kill is the same in a build and in the whole suite. */
    private static final int KILLS = FaultRun.EVENTS / 250;

    /** One kill in this many happens while the drain starts. */
    private static final int EARLY = 4;

    private static final int POINTS = 4;

    /** Delete requests of ten messages at most. */
    private static final int DELETE_REQUESTS = 3;

    @Test
    void atRandomMoments() {
        try (FaultRun run = new FaultRun("01.1", "`kill -9` at random moments")) {
            int part = FaultRun.EVENTS / KILLS;
            int busy = 0;
            for (int i = 0; i < KILLS; i++) {
                run.send(part);
                int before = run.rows();
                Packaged drain = run.launch();
                if (i % EARLY == 1) {
                    run.letPass(run.random().nextInt(1_500));
                } else {
                    run.awaitRunning(drain);
                    int rows = before + run.random().nextInt(part);
                    run.until("rows before the kill", () -> run.rows() >= rows || depth(run) == 0);
                }
                drain.kill();
                busy += depth(run) > 0 ? 1 : 0;
            }
            run.start();
            run.finish("killed %d times, %d of them with messages left".formatted(KILLS, busy));
        }
    }

    @Test
    void atExactPoints() {
        try (FaultRun run = new FaultRun("01.2", "`kill -9` at four exact points")) {
            String happened = String.join("; ", received(run), masked(run), committed(run), deletedInPart(run));
            run.start();
            run.finish(happened);
        }
    }

    /** After the queue's answer is sent, while nothing reaches the database. */
    private static String received(FaultRun run) {
        Packaged drain = run.start();
        AtomicInteger messages = new AtomicInteger();
        CountDownLatch delivered = new CountDownLatch(1);
        run.queue().fault("ReceiveMessage", call -> {
            SqsProxy.Answer answer = call.forward();
            int received = answer.json().path("Messages").size();
            messages.addAndGet(received);
            return received == 0 ? answer : answer.then(delivered::countDown);
        });
        run.database().stall();
        sendPart(run);
        run.until("messages received", () -> delivered.getCount() == 0);
        drain.kill();
        heal(run);
        assertThat(run.rows()).isZero();
        return "killed when some were received and none stored (%d)".formatted(messages.get());
    }

    /** While the statement waits in the database, where it outlives the drain. */
    private static String masked(FaultRun run) {
        Packaged drain = run.start();
        try (LedgerLock lock = new LedgerLock(run)) {
            int before = run.rows();
            sendPart(run);
            lock.awaitStatement();
            drain.kill();
            assertThat(run.rows()).isEqualTo(before);
        }
        heal(run);
        return "when some were masked and their statement was under way";
    }

    private static String committed(FaultRun run) {
        Packaged drain = run.start();
        int before;
        try (LedgerLock lock = new LedgerLock(run)) {
            sendPart(run);
            lock.awaitStatement();
            before = run.rows();
            run.database().holdAnswers();
        }
        run.until("rows that the drain does not know of", () -> run.rows() > before);
        drain.kill();
        int stored = run.rows() - before;
        heal(run);
        return "when the database had committed and not answered (rows: %d)".formatted(stored);
    }

    private static String deletedInPart(FaultRun run) {
        Packaged drain = run.start();
        int before = run.rows();
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger deleted = new AtomicInteger();
        CountDownLatch killed = new CountDownLatch(1);
        run.queue().fault("DeleteMessageBatch", call -> {
            if (requests.incrementAndGet() > DELETE_REQUESTS) {
                killed.await();
                return SqsProxy.Answer.error(503, "ServiceUnavailable");
            }
            SqsProxy.Answer answer = call.forward();
            deleted.addAndGet(answer.json().path("Successful").size());
            return answer;
        });
        sendPart(run);
        run.until("rows beyond those deleted", () -> requests.get() > DELETE_REQUESTS && run.rows() - before > DELETE_REQUESTS * 10);
        drain.kill();
        killed.countDown();
        int stored = run.rows() - before;
        heal(run);
        assertThat(deleted.get()).isPositive().isLessThan(stored);
        return "when %d messages of %d rows were deleted".formatted(deleted.get(), stored);
    }

    private static void sendPart(FaultRun run) {
        run.send(FaultRun.EVENTS / POINTS);
    }

    /** Drops the connections that a killed drain left in the proxies. */
    private static void heal(FaultRun run) {
        run.queue().heal();
        run.database().cut().open();
    }

    private static int depth(FaultRun run) {
        return run.services().depth(run.services().queueUrl());
    }
}
