package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A queue that answers in ways that it may, and rarely does. */
class QueueAnswerFaults {

    /** One comes after the client has given up, the others when the messages are visible to others again. */
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
            run.finish(() -> "%d answers with messages came late".formatted(trouble.met()));
            assertThat(trouble.met()).isEqualTo(4);
        }
    }

    @Test
    void deletesFailInPart() {
        try (FaultRun run = new FaultRun("05.07", "`DeleteMessageBatch` fails for 3 of 10 messages")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("DeleteMessageBatch", call -> {
                ArrayNode entries = call.request().withArray("Entries");
                if (entries.size() < 10) {
                    return call.forward();
                }
                ObjectNode rest = call.request().deepCopy();
                ArrayNode failed = rest.arrayNode();
                for (int i = 0; i < 3; i++) {
                    JsonNode entry = rest.withArray("Entries").remove(run.random().nextInt(10 - i));
                    failed.add(rest.objectNode().put("Id", entry.path("Id").asText()).put("Code", "InternalError")
                            .put("SenderFault", run.random().nextBoolean()).put("Message", "failed"));
                    trouble.meet();
                }
                ObjectNode answer = call.forward(rest).json();
                answer.withArray("Failed").addAll(failed);
                return SqsProxy.Answer.of(answer);
            });
            run.start();
            run.sendAll();
            run.finish(() -> "%,d deletes failed, each of them tried again alone with its like".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThan(300);
        }
    }

    /** Messages come again while their delete is under way, and its receipt handle is no longer the last one. */
    @Test
    void stale() {
        try (FaultRun run = new FaultRun("05.08", "receipt handles are stale when the queue sees the delete")) {
            QueueTrouble trouble = new QueueTrouble();
            QueueTrouble gone = new QueueTrouble();
            run.queue().fault("DeleteMessageBatch", call -> {
                if (run.random().nextInt(20) == 0 && trouble.met() < 4) {
                    trouble.meet();
                    TimeUnit.MILLISECONDS.sleep(FaultRun.VISIBILITY.plusSeconds(3).toMillis());
                }
                SqsProxy.Answer answer = call.forward();
                answer.json().path("Failed").forEach(entry -> gone.meet());
                return answer;
            });
            run.start();
            run.sendAll();
            run.finish(() -> "%d delete requests were held up for 13 s, %,d handles were refused".formatted(trouble.met(), gone.met()));
            assertThat(trouble.met()).isEqualTo(4);
        }
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
            run.finish(() -> "%,d messages came twice".formatted(trouble.met()));
            assertThat(trouble.met()).isGreaterThanOrEqualTo(FaultRun.EVENTS);
        }
    }
}
