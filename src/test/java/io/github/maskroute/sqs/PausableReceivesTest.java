package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.outage.Outage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

@Timeout(30)
class PausableReceivesTest {

    private final FakeSqs sqs = new FakeSqs();
    private final Outage outage = new Outage("The queue of this test");
    private final PausableReceives receives = new PausableReceives(sqs, outage);

    @AfterEach
    void close() {
        sqs.gate.countDown();
        receives.close();
    }

    @Test
    void shouldReturnTheAnswerOfTheQueue() {
        sqs.answers.add(() -> messages("a", "b"));

        assertThat(receive()).containsExactly("a", "b");
        assertThat(receive()).isEmpty();
        assertThat(sqs.receives).hasSize(2).allMatch(request -> request.queueUrl().equals("q"));
    }

    @Test
    void shouldWaitDuringAnOutage() {
        sqs.failures.addAll(List.of(FakeSqs.outage(), FakeSqs.outage()));
        sqs.answers.add(() -> {
            assertThat(outage.since()).isPresent();
            return messages("a");
        });

        assertThat(receive()).containsExactly("a");
        assertThat(sqs.receives).hasSize(3);
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldNotReportOneQuickFailure() {
        sqs.failures.add(FakeSqs.outage());
        sqs.answers.add(() -> {
            assertThat(outage.since()).isEmpty();
            return messages("a");
        });

        assertThat(receive()).containsExactly("a");
    }

    @Test
    void shouldWaitAndReportARefusal() {
        sqs.failures.addAll(List.of(FakeSqs.refusal("AccessDenied"), FakeSqs.refusal("AccessDenied")));
        sqs.answers.add(() -> {
            assertThat(outage.description()).hasValueSatisfying(words -> assertThat(words).contains("refuses", "AccessDenied"));
            return messages("a");
        });

        assertThat(receive()).containsExactly("a");
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldNotQuoteAnUnexpectedException() {
        sqs.failures.add(new IllegalArgumentException("secret"));

        assertThatThrownBy(this::receive).hasMessageContaining("IllegalArgumentException").hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void shouldReturnAtOnceWhenPausedAndReleaseLateMessages() {
        sqs.gate = new CountDownLatch(1);
        sqs.answers.add(() -> messages("late-1", "late-2"));
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        await().until(() -> sqs.receives.size() == 1);

        receives.pause();

        assertThat(poller.join()).isEmpty();
        assertThat(sqs.visibilities).isEmpty();
        sqs.gate.countDown();
        await().until(() -> sqs.visibilities.size() == 2);
        assertThat(sqs.visibilities).allMatch(entry -> entry.visibilityTimeout() == 0)
                .extracting("receiptHandle").containsExactly("late-1", "late-2");
    }

    @Test
    void shouldSendNoRequestWhilePaused() {
        receives.pause();

        assertThat(receive()).isEmpty();
        assertThat(sqs.receives).isEmpty();
    }

    @Test
    void shouldResumeWhenEveryPauseIsClosed() {
        PausableReceives.Pause one = receives.pause();
        PausableReceives.Pause other = receives.pause();
        one.close();
        one.close();

        assertThat(receives.isPaused()).isTrue();
        assertThat(receive()).isEmpty();
        assertThat(sqs.receives).isEmpty();

        other.close();
        assertThat(receives.isPaused()).isFalse();
        sqs.answers.add(() -> messages("a"));

        assertThat(receive()).containsExactly("a");
        assertThat(sqs.visibilities).isEmpty();
    }

    @Test
    void shouldSendNoRequestWhileHeldBack() {
        receives.holdBack("q");
        sqs.answers.add(() -> messages("a"));
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        assertThat(poller).isNotDone();
        assertThat(sqs.receives).isEmpty();
        receives.goOn("q");
        assertThat(poller.join()).containsExactly("a");

        receives.holdBack("q");
        CompletableFuture<List<String>> paused = CompletableFuture.supplyAsync(this::receive);
        receives.pause();
        assertThat(paused.join()).isEmpty();
        assertThat(sqs.receives).hasSize(1);
    }

    @Test
    void shouldNotEndAnOutageWhileHeldBack() {
        sqs.gate = new CountDownLatch(1);
        sqs.answers.add(() -> messages("a"));
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        await().until(() -> sqs.receives.size() == 1);
        receives.holdBack("q");
        outage.refusal("AccessDenied", "Grant it.");
        sqs.gate.countDown();

        assertThat(poller.join()).containsExactly("a");
        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldEndTheWaitForAQueueThatIsAwayWhenPaused() {
        Stream.generate(FakeSqs::outage).limit(1_000).forEach(sqs.failures::add);
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        await().until(() -> outage.since().isPresent());

        receives.pause();

        assertThat(poller.join()).isEmpty();
        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldNotReportAnOutageWhenPaused() {
        outage.began("UnknownHostException", "Wait.");
        sqs.gate = new CountDownLatch(1);
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        await().until(() -> sqs.receives.size() == 1);

        receives.pause();

        assertThat(poller.join()).isEmpty();
        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldReturnAndReleaseMessagesWhenInterrupted() throws InterruptedException {
        sqs.gate = new CountDownLatch(1);
        sqs.answers.add(() -> messages("late"));
        CompletableFuture<List<String>> received = new CompletableFuture<>();
        Thread poller = new Thread(() -> received.complete(receive()));
        poller.start();
        await().until(() -> sqs.receives.size() == 1);
        poller.interrupt();
        poller.join();

        assertThat(received.join()).isEmpty();
        sqs.gate.countDown();
        await().until(() -> sqs.visibilities.size() == 1);
    }

    @Test
    void shouldEndPollersAndCloseTheClient() {
        sqs.gate = new CountDownLatch(1);
        CompletableFuture<List<String>> poller = CompletableFuture.supplyAsync(this::receive);
        await().until(() -> sqs.receives.size() == 1);

        receives.close();

        assertThat(poller.join()).isEmpty();
        assertThat(sqs.closed).isTrue();
        assertThat(receive()).isEmpty();
    }

    private List<String> receive() {
        return receives.receiveMessage(request -> request.queueUrl("q")).messages().stream().map(Message::receiptHandle).toList();
    }

    private static ReceiveMessageResponse messages(String... receiptHandles) {
        return ReceiveMessageResponse.builder()
                .messages(Stream.of(receiptHandles).map(handle -> Message.builder().receiptHandle(handle).build()).toList())
                .build();
    }
}
