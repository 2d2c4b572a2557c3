package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

@Timeout(30)
class BatchedDeletesTest {

    private final FakeSqs sqs = new FakeSqs();
    private final Outage outage = new Outage("The queue of this test");
    private final PausableReceives receives = new PausableReceives(sqs, outage);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldBatchAtMostTenDeletes() {
        sqs.gate = new CountDownLatch(1);
        try (BatchedDeletes deletes = deletes(1)) {
            holdFirst(deletes);
            IntStream.range(0, 25).forEach(i -> delete(deletes, "q", "h" + i));
            sqs.gate.countDown();
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 10, 10, 5);
        assertThat(sqs.deleted).hasSize(26).doesNotHaveDuplicates();
        assertThat(sqs.deletedAlone).isEmpty();
    }

    @Test
    void shouldNotMixQueuesInARequest() {
        try (BatchedDeletes deletes = deletes(1)) {
            IntStream.range(0, 10).forEach(i -> delete(deletes, i % 2 == 0 ? "even" : "odd", (i % 2 == 0 ? "even" : "odd") + i));
        }

        assertThat(sqs.deleted).hasSize(10);
        assertThat(sqs.deleteBatches).allSatisfy(batch -> assertThat(batch.entries())
                .extracting(DeleteMessageBatchRequestEntry::receiptHandle)
                .allMatch(handle -> handle.startsWith(batch.queueUrl())));
    }

    @Test
    void shouldRetryOnlyFailedEntries() {
        sqs.gate = new CountDownLatch(1);
        sqs.fail("h1", "InternalError", "InternalError");
        sqs.fail("h3", "InternalError");
        try (BatchedDeletes deletes = deletes(1)) {
            holdFirst(deletes);
            IntStream.range(0, 5).forEach(i -> delete(deletes, "q", "h" + i));
            sqs.gate.countDown();
            await().until(() -> sqs.deleted.size() == 6);
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 5, 2, 1);
        assertThat(sqs.deleted).containsExactlyInAnyOrder("first", "h0", "h1", "h2", "h3", "h4");
    }

    @Test
    void shouldNotRetryADeletedMessage() {
        sqs.fail("gone", "ReceiptHandleIsInvalid");
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "gone");
            await().until(() -> sqs.deleteBatches.size() == 1);
            delete(deletes, "q", "next");
            await().until(() -> sqs.deleted.contains("next"));
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 1);
    }

    @Test
    void shouldSendNoMoreAfterAFailureDuringAStop() {
        sqs.gate = new CountDownLatch(1);
        try (BatchedDeletes deletes = deletes(1)) {
            holdFirst(deletes);
            IntStream.range(0, 30).forEach(i -> delete(deletes, "q", "h" + i));
            deletes.stopWaiting();
            sqs.failures.add(FakeSqs.outage());
            sqs.gate.countDown();
        }

        assertThat(sqs.batchSizes()).containsExactly(1);
        assertThat(sqs.deleted).isEmpty();
    }

    @Test
    void shouldRetryAndReceiveNothingWhileRequestsFail() {
        IntStream.range(0, 4).forEach(i -> sqs.failures.add(FakeSqs.refusal("AccessDenied")));
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "h");
            await().until(() -> outage.since().isPresent());
            assertThat(outage.description()).hasValueSatisfying(words -> assertThat(words).contains("refuses", "AccessDenied"));
            assertThat(receives.isHeldBack("q")).isTrue();
            await().until(() -> sqs.deleted.contains("h"));
            await().until(() -> !receives.isHeldBack("q"));
            assertThat(outage.since()).isEmpty();
        }

        assertThat(sqs.batchSizes()).hasSize(5).containsOnly(1);
        assertThat(sqs.receives).isEmpty();
    }

    @Test
    void shouldNotBlockOtherQueuesBehindOneThatRefuses() {
        sqs.refused = "refused";
        receives.receiveMessage(request -> request.queueUrl("well"));
        try (BatchedDeletes deletes = deletes(1)) {
            IntStream.range(0, 1_000).forEach(i -> delete(deletes, "refused", "h" + i));
            await().until(() -> outage.description().isPresent());
            delete(deletes, "well", "other");
            await().until(() -> sqs.deleted.contains("other"));
            receives.receiveMessage(request -> request.queueUrl("well"));

            assertThat(receives.isHeldBack("refused")).isTrue();
            assertThat(receives.isHeldBack("well")).isFalse();
            assertThat(outage.description()).hasValueSatisfying(words -> assertThat(words).startsWith("refused refuses since"));
            sqs.refused = "";
            await().until(() -> sqs.deleted.size() == 1_001);
        }

        assertThat(outage.description()).isEmpty();
    }

    @Test
    void shouldNotReportOneQuickFailure() {
        sqs.failures.add(FakeSqs.outage());
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "h");
            await().until(() -> sqs.deleted.contains("h"));
        }

        assertThat(outage.ended()).isZero();
    }

    @Test
    void shouldNotEndTheOutageOfOthers() {
        outage.refusal("AccessDenied", "Grant it.");
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "h");
            await().until(() -> sqs.deleted.contains("h"));
        }

        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldGiveUpADeleteThatAlwaysFails() {
        sqs.fail("bad", "A", "A", "A", "A", "A", "A");
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "bad");
            await().until(() -> !sqs.deleteBatches.isEmpty());
            delete(deletes, "q", "good");
            await().until(() -> sqs.deleted.contains("good"));
        }

        assertThat(sqs.batchSizes()).hasSize(6);
        assertThat(sqs.deleted).containsExactly("good");
    }

    @Test
    void shouldKeepTheWorkerAfterAnUnexpectedException() {
        sqs.failures.add(new IllegalStateException("secret"));
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "bad");
            await().until(() -> sqs.deleteBatches.size() == 1);
            delete(deletes, "q", "good");
            await().until(() -> sqs.deleted.contains("good"));
        }
    }

    @Test
    void shouldSendQueuedDeletesBeforeItClosesTheClient() {
        BatchedDeletes deletes = deletes(2);
        IntStream.range(0, 100).forEach(i -> delete(deletes, "q", "h" + i));
        deletes.close();

        assertThat(sqs.deleted).hasSize(100).doesNotHaveDuplicates();
        assertThat(sqs.closed).isTrue();
    }

    @Test
    void shouldNotWaitForAQueueThatIsAwayDuringAStop() {
        IntStream.range(0, 1_000).forEach(i -> sqs.failures.add(FakeSqs.outage()));
        try (BatchedDeletes deletes = deletes(1)) {
            delete(deletes, "q", "first");
            await().until(() -> outage.since().isPresent());
            deletes.stopWaiting();
            int asked = sqs.deleteBatches.size();
            IntStream.range(0, 3_000).forEach(i -> delete(deletes, "q", "h" + i));
            await().until(() -> failed() > 1_000);
            assertThat(sqs.deleteBatches).hasSizeLessThanOrEqualTo(asked + 1);
        }

        assertThat(failed()).isEqualTo(3_001);
        assertThat(sqs.deleted).isEmpty();
        assertThat(sqs.closed).isTrue();
    }

    @Test
    void shouldDeleteDirectlyAfterClose() {
        BatchedDeletes deletes = deletes(1);
        deletes.close();
        delete(deletes, "q", "late");

        assertThat(sqs.deletedAlone).containsExactly("late");
        assertThat(sqs.deleteBatches).isEmpty();
    }

    @Test
    void shouldDeleteDirectlyIfInterrupted() {
        try (BatchedDeletes deletes = deletes(1)) {
            Thread.currentThread().interrupt();
            delete(deletes, "q", "h");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(sqs.deletedAlone).containsExactly("h");
        }
    }

    private BatchedDeletes deletes(int workers) {
        return new BatchedDeletes(sqs, receives, outage, workers, meters);
    }

    private double failed() {
        return meters.counter("maskroute.deletes", "queue", "q", "result", "failed").count();
    }

    private void holdFirst(BatchedDeletes deletes) {
        delete(deletes, "q", "first");
        await().until(() -> sqs.deleteBatches.size() == 1);
    }

    private static void delete(BatchedDeletes deletes, String queueUrl, String receiptHandle) {
        deletes.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(receiptHandle));
    }
}
