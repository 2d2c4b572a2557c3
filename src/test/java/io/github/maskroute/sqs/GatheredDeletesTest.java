package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

@Timeout(30)
class GatheredDeletesTest {

    private final FakeSqs sqs = new FakeSqs();

    @Test
    void deletesAreGatheredTenAtMost() {
        sqs.gate = new CountDownLatch(1);
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            holdFirst(deletes);
            IntStream.range(0, 25).forEach(i -> delete(deletes, "q", "h" + i));
            sqs.gate.countDown();
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 10, 10, 5);
        assertThat(sqs.deleted).hasSize(26).doesNotHaveDuplicates();
        assertThat(sqs.deletedAlone).isEmpty();
    }

    @Test
    void aRequestIsOfOneQueue() {
        sqs.gate = new CountDownLatch(1);
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            holdFirst(deletes);
            IntStream.range(0, 10).forEach(i -> delete(deletes, i % 2 == 0 ? "even" : "odd", (i % 2 == 0 ? "even" : "odd") + i));
            sqs.gate.countDown();
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 5, 5);
        assertThat(sqs.deleteBatches).allSatisfy(batch -> assertThat(batch.entries()).extracting(DeleteMessageBatchRequestEntry::receiptHandle)
                .allMatch(handle -> handle.startsWith(batch.queueUrl())));
    }

    @Test
    void onlyWhatFailedIsTriedAgain() {
        sqs.gate = new CountDownLatch(1);
        sqs.failDelete("h1", "InternalError", "InternalError");
        sqs.failDelete("h3", "InternalError");
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            holdFirst(deletes);
            IntStream.range(0, 5).forEach(i -> delete(deletes, "q", "h" + i));
            sqs.gate.countDown();
            await().until(() -> sqs.deleted.size() == 6);
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 5, 2, 1);
        assertThat(sqs.deleted).containsExactlyInAnyOrder("first", "h0", "h1", "h2", "h3", "h4");
    }

    @Test
    void handleThatIsGoneIsDone() {
        sqs.failDelete("gone", "ReceiptHandleIsInvalid");
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            delete(deletes, "q", "gone");
            await().until(() -> sqs.deleteBatches.size() == 1);
            delete(deletes, "q", "next");
            await().until(() -> sqs.deleted.contains("next"));
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 1);
    }

    @Test
    void outageIsTriedAgain() {
        sqs.failures.addAll(List.of(FakeSqs.outage(), FakeSqs.outage()));
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            delete(deletes, "q", "h");
            await().until(() -> sqs.deleted.contains("h"));
        }

        assertThat(sqs.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void hopelessDeleteIsGivenUpAndHarmsNoOther() {
        sqs.failDelete("bad", "A", "A", "A", "A", "A", "A");
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            delete(deletes, "q", "bad");
            await().until(() -> !sqs.deleteBatches.isEmpty());
            delete(deletes, "q", "good");
            await().until(() -> sqs.deleted.contains("good"));
        }

        assertThat(sqs.batchSizes()).hasSize(6);
        assertThat(sqs.deleted).containsExactly("good");
    }

    @Test
    void failureThatNobodyForesawEndsNoWorker() {
        sqs.failures.add(new IllegalStateException("secret"));
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            delete(deletes, "q", "bad");
            await().until(() -> sqs.deleteBatches.size() == 1);
            delete(deletes, "q", "good");
            await().until(() -> sqs.deleted.contains("good"));
        }
    }

    @Test
    void closeSendsWhatIsGatheredAndThenClosesTheClient() {
        GatheredDeletes deletes = new GatheredDeletes(sqs, 2);
        IntStream.range(0, 100).forEach(i -> delete(deletes, "q", "h" + i));
        deletes.close();

        assertThat(sqs.deleted).hasSize(100).doesNotHaveDuplicates();
        assertThat(sqs.closed).isTrue();
    }

    @Test
    void closeDoesNotWaitForAQueueThatIsAway() {
        IntStream.range(0, 5).forEach(i -> sqs.failures.add(FakeSqs.outage()));
        GatheredDeletes deletes = new GatheredDeletes(sqs, 1);
        sqs.gate = new CountDownLatch(1);
        delete(deletes, "q", "h");
        Thread closing = new Thread(deletes::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.WAITING);
        sqs.gate.countDown();
        await().until(() -> sqs.closed);

        assertThat(sqs.batchSizes()).containsExactly(1);
    }

    @Test
    void deleteAfterTheCloseGoesDirect() {
        GatheredDeletes deletes = new GatheredDeletes(sqs, 1);
        deletes.close();
        delete(deletes, "q", "late");

        assertThat(sqs.deletedAlone).containsExactly("late");
        assertThat(sqs.deleteBatches).isEmpty();
    }

    @Test
    void deleteOfAnInterruptedThreadGoesDirect() {
        try (GatheredDeletes deletes = new GatheredDeletes(sqs, 1)) {
            Thread.currentThread().interrupt();
            delete(deletes, "q", "h");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(sqs.deletedAlone).containsExactly("h");
        }
    }

    private void holdFirst(GatheredDeletes deletes) {
        delete(deletes, "first", "first");
        await().until(() -> sqs.deleteBatches.size() == 1);
    }

    private static void delete(GatheredDeletes deletes, String queueUrl, String receiptHandle) {
        deletes.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(receiptHandle));
    }
}
