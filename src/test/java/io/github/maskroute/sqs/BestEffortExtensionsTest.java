package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

class BestEffortExtensionsTest {

    private final FakeSqs sqs = new FakeSqs();
    private final BestEffortExtensions extensions = new BestEffortExtensions(sqs);

    @Test
    void shouldNotThrowIfAnExtensionFails() {
        sqs.failures.add(FakeSqs.outage());
        sqs.failures.add(FakeSqs.refusal("AccessDenied"));

        assertThat(extend("a").successful()).isEmpty();
        assertThat(extend("a").failed()).isEmpty();
        assertThat(sqs.visibilities).isEmpty();
        assertThat(extend("a").successful()).extracting("id").containsExactly("a");
    }

    @Test
    void shouldReturnOnlyExtendedMessages() {
        sqs.fail("b", "InternalError");
        ChangeMessageVisibilityBatchResponse answer = extend("a", "b");

        assertThat(sqs.visibilities).hasSize(2);
        assertThat(answer.successful()).extracting("id").containsExactly("a");
        assertThat(answer.failed()).isEmpty();
    }

    private ChangeMessageVisibilityBatchResponse extend(String... handles) {
        return extensions.changeMessageVisibilityBatch(request -> request.queueUrl("q").entries(Arrays.stream(handles)
                .map(handle -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(handle).receiptHandle(handle).visibilityTimeout(10).build()).toList()));
    }
}
