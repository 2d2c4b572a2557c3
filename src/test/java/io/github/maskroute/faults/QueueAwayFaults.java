package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue that does not answer, or only sometimes. */
class QueueAwayFaults {

    static final List<String> OPERATIONS = List.of(
            "GetQueueUrl", "GetQueueAttributes", "ReceiveMessage", "DeleteMessageBatch", "SendMessage", "ChangeMessageVisibilityBatch");

    @Test
    void forAMinute() {
        try (FaultRun run = new FaultRun("05.03", "the queue is away for 60 s");
                FaultProxy line = new FaultProxy(run.queue().endpoint().getPort())) {
            Packaged drain = run.with("maskroute.queue.endpoint", "http://127.0.0.1:" + line.port()).start();
            run.send(FaultRun.EVENTS / 2);
            run.awaitRows(1 + run.random().nextInt(FaultRun.EVENTS / 4));
            line.cut();
            run.sendAll();
            QueueTrouble.last(Duration.ofSeconds(60));
            int rows = run.rows();
            line.open();
            run.finish("waited with %,d rows stored, and went on by itself".formatted(rows));
            QueueTrouble.assertLoggedOnce(drain, "The queue", "is away");
        }
    }

    /** The start looks the queues up, which may fail too. */
    @Test
    void nowAndThen() {
        try (FaultRun run = new FaultRun("05.04", "5xx and throttling for every third request to SQS")) {
            QueueTrouble trouble = new QueueTrouble();
            for (String operation : OPERATIONS) {
                run.queue().fault(operation, call -> {
                    if (run.random().nextInt(3) > 0) {
                        return call.forward();
                    }
                    return switch (trouble.meet() % 4) {
                        case 0 -> SqsProxy.Answer.error(503, "ServiceUnavailable");
                        case 1 -> SqsProxy.Answer.error(500, "InternalFailure");
                        case 2 -> SqsProxy.Answer.error(400, "ThrottlingException");
                        default -> SqsProxy.Answer.error(403, "RequestThrottled");
                    };
                });
            }
            Packaged drain = run.start();
            run.sendAll();
            run.finish(() -> "%,d requests failed".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThan(100);
            assertThat(QueueTrouble.warnings(drain)).hasSizeLessThan(10).allMatch(line -> line.contains("is away since"));
        }
    }

    /** The queue has done the receive, delete or send, and the drain gets no answer. */
    @Test
    void afterTheRequest() {
        try (FaultRun run = new FaultRun("05.05", "connections end after every tenth request was carried out, before its answer")) {
            QueueTrouble trouble = new QueueTrouble();
            for (String operation : List.of("ReceiveMessage", "DeleteMessageBatch", "SendMessage")) {
                run.queue().fault(operation, call -> {
                    SqsProxy.Answer answer = call.forward();
                    if (run.random().nextInt(10) == 0) {
                        trouble.meet();
                        throw new IOException("answer lost");
                    }
                    return answer;
                });
            }
            run.start();
            run.sendAll();
            run.finish(() -> "%,d answers were lost".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThan(50);
        }
    }
}
