package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Scans of many letters, by a clock that only requests advance. */
class DeadLetterQueueTest {

    @Test
    void shouldEndALongScanAndReadEachLetterOnce() {
        SlowQueue queue = new SlowQueue(30_000, true);
        assertThat(scan(queue)).hasSize(30_000).doesNotHaveDuplicates();
        assertThat(queue.receives).isEqualTo(30_000);
        assertThat(queue.extensions).as("extensions, fewer than the 3000 receives").isBetween(1, 3_000);
        assertThat(queue.visibleAt).as("visible again at the end").allSatisfy(time -> assertThat(time).isLessThanOrEqualTo(queue.now));
    }

    @Test
    void shouldEndAScanIfLettersBecomeVisibleAgain() {
        assertThat(scan(new SlowQueue(25, false))).hasSize(25).doesNotHaveDuplicates();
    }

    private static List<String> scan(SlowQueue queue) {
        List<String> ids = new ArrayList<>();
        try (DeadLetterQueue letters = new DeadLetterQueue(queue, "letters", () -> queue.now)) {
            letters.scan(LetterFilter.of(Set.of(), Optional.empty(), Long.MAX_VALUE), page -> page.forEach(letter -> ids.add(letter.id())));
        }
        return ids;
    }

    /** A queue with slow requests. */
    private static final class SlowQueue implements SqsClient {

        private static final long REQUEST = Duration.ofMillis(50).toNanos();

        private final List<Long> visibleAt = new ArrayList<>();
        private final boolean hides;
        private long now;
        private int next;
        private int receives;
        private int extensions;

        private SlowQueue(int letters, boolean hides) {
            this.hides = hides;
            IntStream.range(0, letters).forEach(i -> visibleAt.add(0L));
        }

        @Override
        public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
            now += REQUEST;
            List<Message> page = new ArrayList<>();
            for (int looked = 0; looked < visibleAt.size() && page.size() < request.maxNumberOfMessages(); looked++) {
                int letter = next++ % visibleAt.size();
                if (visibleAt.get(letter) <= now) {
                    hide(letter, request.visibilityTimeout());
                    page.add(Message.builder().messageId(Integer.toString(letter)).receiptHandle("receipt").body("{}").build());
                }
            }
            receives += page.size();
            assertThat(receives).as("number of receives").isLessThanOrEqualTo(2 * visibleAt.size());
            return ReceiveMessageResponse.builder().messages(page).build();
        }

        @Override
        public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
            now += REQUEST;
            for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
                hide(Integer.parseInt(entry.id()), entry.visibilityTimeout());
            }
            extensions += request.entries().get(0).visibilityTimeout() > 0 ? 1 : 0;
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }

        private void hide(int letter, int seconds) {
            visibleAt.set(letter, hides ? now + Duration.ofSeconds(seconds).toNanos() : 0);
        }

        @Override
        public String serviceName() {
            return SqsClient.SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
