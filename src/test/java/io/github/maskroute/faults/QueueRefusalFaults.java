package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Credentials and permissions that are refused for a while, for some requests or for all. */
class QueueRefusalFaults {

    /** Otherwise SQS would deliver stored messages up to its limit, and then make dead letters of them. */
    @Test
    void deletes() {
        try (FaultRun run = new FaultRun("05.10", "deletes are refused (AccessDenied), receives are not")) {
            AtomicInteger receives = new AtomicInteger();
            run.queue().fault("ReceiveMessage", call -> {
                receives.incrementAndGet();
                return call.forward();
            });
            Packaged drain = refused(run, "DeleteMessageBatch", "AccessDenied");
            int received = receives.get();
            QueueTrouble.last(FaultRun.VISIBILITY.multipliedBy(2));
            assertThat(receives.get()).as("receives while deletes are refused").isEqualTo(received);
            int rows = run.rows();
            run.queue().heal();
            run.finish("nothing was received for 20 s after %,d rows".formatted(rows));
            QueueTrouble.assertLoggedOnce(drain, "The queue", "refuses");
        }
    }

    @Test
    void receives() {
        try (FaultRun run = new FaultRun("05.11", "receives are refused (InvalidClientTokenId), deletes are not")) {
            Packaged drain = refused(run, "ReceiveMessage", "InvalidClientTokenId");
            QueueTrouble.last(FaultRun.VISIBILITY);
            run.queue().heal();
            run.finish("waited, and went on by itself");
            QueueTrouble.assertLoggedOnce(drain, "The queue", "refuses");
        }
    }

    @Test
    void all() {
        try (FaultRun run = new FaultRun("05.12", "every request is refused (ExpiredToken)")) {
            QueueTrouble trouble = new QueueTrouble();
            for (String operation : QueueAwayFaults.OPERATIONS) {
                if (!operation.equals("ReceiveMessage")) {
                    run.queue().fault(operation, call -> trouble.met() == 0 ? call.forward() : SqsProxy.Answer.error(403, "ExpiredToken"));
                }
            }
            Packaged drain = run.start();
            run.send(FaultRun.EVENTS / 2);
            run.awaitRows(1 + run.random().nextInt(FaultRun.EVENTS / 4));
            run.queue().fault("ReceiveMessage", trouble.answering(403, "ExpiredToken"));
            run.sendAll();
            run.until("a line about it", () -> !QueueTrouble.lines(drain, "The queue refuses since").isEmpty());
            QueueTrouble.last(FaultRun.VISIBILITY);
            run.queue().heal();
            run.finish("waited, and went on by itself");
            assertThat(QueueTrouble.lines(drain, "The queue is back after ")).hasSize(1);
            assertThat(QueueTrouble.warnings(drain)).allMatch(line -> line.contains("refuses since")).hasSizeLessThanOrEqualTo(2);
        }
    }

    /** While a lock blocks the writer, messages are delivered again, and stored once. */
    @Test
    void extensions() throws SQLException {
        try (FaultRun run = new FaultRun("05.13", "extensions of visibility are refused (AccessDenied) while the table is locked");
                Connection holder = DriverManager.getConnection(run.services().jdbcUrl(), "postgres", "postgres");
                Statement statement = holder.createStatement()) {
            Packaged drain = run.start();
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE user_logins");
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("ChangeMessageVisibilityBatch", trouble.answering(403, "AccessDenied"));
            run.sendAll();
            run.until("a line about it", () -> !QueueTrouble.lines(drain, "The extension of visibility refuses since").isEmpty());
            QueueTrouble.last(FaultRun.VISIBILITY);
            run.queue().heal();
            run.until("the end of it", () -> !QueueTrouble.lines(drain, "The extension of visibility is back after").isEmpty());
            holder.commit();
            run.finish("%d extensions were refused".formatted(trouble.met()));
            assertThat(QueueTrouble.lines(drain, "The extension of visibility refuses since")).hasSize(1);
        }
    }

    /** The queue is created again only after the drain was stopped, which must not wait for it. */
    @Test
    void deadLetters() {
        try (FaultRun run = new FaultRun("05.02", "the dead-letter queue is deleted, and created again after a restart of the drain")) {
            String url = run.services().deadLetterUrl();
            Packaged drain = run.start();
            Services.get().client().deleteQueue(request -> request.queueUrl(url));
            DeadLetterQueueFaultsIT.waitForIt(run, drain, "refuses");
            assertThat(drain.terminate().exit()).isZero();
            assertThat(QueueTrouble.warnings(drain)).filteredOn(line -> line.contains("The dead-letter queue refuses since")).hasSize(1);
            assertThat(QueueTrouble.warnings(drain)).filteredOn(line -> line.contains("stay in the queue and are delivered again"))
                    .hasSize(1);
            assertThat(QueueTrouble.warnings(drain)).hasSizeLessThanOrEqualTo(3);
            Services.get().client().createQueue(request -> request.queueName(url.substring(url.lastIndexOf('/') + 1)));
            run.start();
            run.finish("the %d invalid events stayed in their queue, and all others were stored meanwhile"
                    .formatted(run.events().invalid().size()));
        }
    }

    /** Refuses requests from one of the first events on, and checks that it is logged. */
    private static Packaged refused(FaultRun run, String operation, String code) {
        Packaged drain = run.start();
        run.send(FaultRun.EVENTS / 2);
        run.awaitRows(1 + run.random().nextInt(FaultRun.EVENTS / 4));
        run.queue().fault(operation, new QueueTrouble().answering(403, code));
        run.sendAll();
        run.until("a line about it", () -> !QueueTrouble.lines(drain, "The queue refuses since").isEmpty());
        return drain;
    }
}
