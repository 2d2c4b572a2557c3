package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** Letters that the drain refuses again during a run. */
class RedriveTest {

    @ParameterizedTest
    @ValueSource(strings = {"schema", "constraint", "too-old"})
    void shouldCountLettersThatCameBackForAnyReason(String reason) {
        Refusing sqs = new Refusing(reason);
        assertThat(redrive(sqs)).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 2L, RedriveOutcome.CAME_BACK, 2L));
        assertThat(sqs.sent).as("copies").isEqualTo(2);
    }

    @Test
    void shouldIgnoreLettersWithAnotherReasonThatWereNotSent() {
        Refusing sqs = new Refusing("schema");
        sqs.letters.add(letter("other", "constraint", "of-another-message"));
        assertThat(redrive(sqs)).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 2L, RedriveOutcome.CAME_BACK, 2L));
    }

    private static Map<RedriveOutcome, Long> redrive(Refusing sqs) {
        sqs.letters.add(letter("first", "schema", "a"));
        sqs.letters.add(letter("second", "schema", "b"));
        try (DeadLetterQueue letters = new DeadLetterQueue(sqs, "letters")) {
            SourceQueues sources = new SourceQueues(
                    List.of(new SourceQueues.SourceRoute("drain-logins", "logins", new SourceQueue(sqs, "logins"))));
            Redrive redrive = new Redrive(letters, sources, new BodyOpener(Optional.empty()), Optional.empty(), Duration.ofDays(15));
            letters.scan(redrive.withThoseThatCameBack(LetterFilter.of(Set.of("schema"), Optional.empty(), Long.MAX_VALUE)), redrive::send);
            return redrive.outcomes();
        }
    }

    private static Message letter(String id, String reason, String messageId) {
        return Message.builder().messageId(id).receiptHandle(id).body("{}").messageAttributes(Map.of(
                "maskroute-reason", text(reason), "maskroute-message-id", text(messageId),
                "maskroute-failed-at", text(messageId.startsWith("copy") ? Instant.MAX.toString() : Instant.EPOCH.toString()))).build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    /** SQS with a drain that turns each copy into a dead letter. */
    private static final class Refusing implements SqsClient {

        private final Queue<Message> letters = new ArrayDeque<>();
        private final String reason;
        private int sent;

        private Refusing(String reason) {
            this.reason = reason;
        }

        @Override
        public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
            return ReceiveMessageResponse.builder().messages(Optional.ofNullable(letters.poll()).stream().toList()).build();
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            return SendMessageBatchResponse.builder().successful(request.entries().stream().map(entry -> {
                String copy = "copy-" + ++sent;
                letters.add(letter("letter-of-" + copy, reason, copy));
                return SendMessageBatchResultEntry.builder().id(entry.id()).messageId(copy).build();
            }).toList()).build();
        }

        @Override
        public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
            return DeleteMessageBatchResponse.builder().failed(List.of()).build();
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
