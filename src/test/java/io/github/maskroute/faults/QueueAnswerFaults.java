package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A queue that answers in ways that SQS allows and that are rare. */
class QueueAnswerFaults {

    /** One answer arrives after the client's timeout, the others when the messages are visible to others again. */
    @Test
    void late() {
        try (FaultRun run = new FaultRun("05.06", "receive answers come after the visibility timeout, or never")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("ReceiveMessage", call -> {
                SqsProxy.Answer answer = call.forward();
                if (run.random().nextInt(20) == 0 && trouble.met() < 4 && answer.json().path("Messages").size() > 0) {
                    Duration delay = trouble.meet() == 1 ? Duration.ofSeconds(35) : FaultRun.VISIBILITY.plusSeconds(2);
                    TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                }
                return answer;
            });
            run.start();
            run.sendAll();
            run.finish(() -> "%d answers with messages were late".formatted(trouble.met()));
            assertThat(trouble.met()).isEqualTo(4);
        }
    }

    @Test
    void deletesFailInPart() {
        try (FaultRun run = new FaultRun("05.07", "`DeleteMessageBatch` fails for 3 of 10 messages")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("DeleteMessageBatch", call -> threeFail(run, call, "InternalError", trouble));
            run.start();
            run.sendAll();
            run.finish(() -> "%,d deletes failed, and were tried again in requests of failed deletes only".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThan(300);
        }
    }

    /** The drain treats such messages as deleted; they are delivered again, and stored once. */
    @Test
    void stale() {
        try (FaultRun run = new FaultRun("05.08", "receipt handles are stale (ReceiptHandleIsInvalid) for 3 of 10, now and then")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("DeleteMessageBatch", call -> run.random().nextInt(5) > 0
                    ? call.forward() : threeFail(run, call, "ReceiptHandleIsInvalid", trouble));
            run.start();
            run.sendAll();
            run.finish(() -> "%,d messages were delivered again".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThan(30);
        }
    }

    private static SqsProxy.Answer threeFail(FaultRun run, SqsProxy.Call call, String code, QueueTrouble trouble)
            throws IOException, InterruptedException {
        ObjectNode rest = call.request().deepCopy();
        ArrayNode entries = rest.withArray("Entries");
        if (entries.size() < 10) {
            return call.forward();
        }
        ArrayNode failed = rest.arrayNode();
        for (int i = 0; i < 3; i++) {
            JsonNode entry = entries.remove(run.random().nextInt(entries.size()));
            failed.add(rest.objectNode().put("Id", entry.path("Id").asText()).put("Code", code)
                    .put("SenderFault", run.random().nextBoolean()).put("Message", "failed"));
            trouble.meet();
        }
        ObjectNode answer = call.forward(rest).json();
        answer.withArray("Failed").addAll(failed);
        return SqsProxy.Answer.of(answer);
    }

    @Test
    void doubled() {
        try (FaultRun run = new FaultRun("05.09", "receive answers hold each message twice")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("ReceiveMessage", call -> {
                ObjectNode answer = call.forward().json();
                answer.path("Messages").forEach(message -> trouble.meet());
                if (answer.path("Messages").size() > 0) {
                    ArrayNode messages = answer.withArray("Messages");
                    messages.addAll(messages.deepCopy());
                }
                return SqsProxy.Answer.of(answer);
            });
            run.start();
            run.sendAll();
            run.finish(() -> "%,d messages were received twice".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThanOrEqualTo(FaultRun.EVENTS);
        }
    }
}
