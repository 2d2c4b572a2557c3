package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.sqs.SqsLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SourceQueueTest {

    private final AcceptingSqs sqs = new AcceptingSqs();

    @Test
    void shouldSplitCopiesByTheirSize() {
        RedriveCopy half = copy("a", "x".repeat(SqsLimits.BATCH_BYTES / 2), Optional.empty());
        RedriveCopy small = copy("b", "é", Optional.of("stamp"));

        assertThat(small.bytes()).isEqualTo("é".length() + 1 + "maskroute-origin".length() + "String".length() + "stamp".length());
        assertThat(SourceQueue.requests(List.of(half, half, small))).containsExactly(List.of(half, half), List.of(small));
        assertThat(SourceQueue.requests(List.of())).isEmpty();
    }

    @Test
    void shouldSendTheStampAsAnAttribute() {
        RedriveCopy stamped = copy("a", "body", Optional.of("stamp"));
        RedriveCopy plain = copy("b", "body", Optional.empty());

        assertThat(new SourceQueue(sqs, "q").send(List.of(stamped, plain))).isEqualTo(Map.of(stamped, "new a", plain, "new b"));
        assertThat(sqs.requests).singleElement().satisfies(request -> {
            assertThat(request.entries().get(0).messageAttributes().get("maskroute-origin").stringValue()).isEqualTo("stamp");
            assertThat(request.entries().get(0).messageGroupId()).isNull();
            assertThat(request.entries().get(1).messageAttributes()).isEmpty();
        });
    }

    @Test
    void shouldKeepTheGroupInAFifoQueue() {
        new SourceQueue(sqs, "q.fifo").send(List.of(copy("a", "body", Optional.empty())));

        assertThat(sqs.requests.get(0).entries().get(0).messageGroupId()).isEqualTo("group");
        assertThat(sqs.requests.get(0).entries().get(0).messageDeduplicationId()).isEqualTo("a");
    }

    @Test
    void shouldReturnNoCopyIfItsOnlyMessageIsRefused() {
        sqs.refusal = "AWS.SimpleQueueService.BatchRequestTooLong";
        RedriveCopy copy = copy("a", "body", Optional.empty());

        assertThat(new SourceQueue(sqs, "q").send(List.of(copy))).isEmpty();
        assertThatThrownBy(() -> new SourceQueue(sqs, "q").send(List.of(copy, copy))).isInstanceOf(SqsException.class);
        sqs.refusal = "AccessDenied";
        assertThatThrownBy(() -> new SourceQueue(sqs, "q").send(List.of(copy))).isInstanceOf(SqsException.class);
    }

    private static RedriveCopy copy(String id, String body, Optional<String> stamp) {
        return new RedriveCopy(new Letter(id, Instant.EPOCH, 1, Optional.of("group"), Optional.empty(), Map.of(), body, "receipt"), body,
                Optional.empty(), stamp);
    }

    private static final class AcceptingSqs implements SqsClient {

        final List<SendMessageBatchRequest> requests = new ArrayList<>();
        String refusal = "";

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (!refusal.isEmpty()) {
                throw SqsException.builder().statusCode(400).awsErrorDetails(AwsErrorDetails.builder().errorCode(refusal).build()).build();
            }
            requests.add(request);
            return SendMessageBatchResponse.builder().successful(request.entries().stream().map(entry ->
                    SendMessageBatchResultEntry.builder().id(entry.id()).messageId("new " + entry.id()).build()).toList()).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
