package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.outage.Outage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.SqsException;

@Timeout(30)
class RetryingSendsTest {

    private final FakeSqs sqs = new FakeSqs();
    private final Outage outage = new Outage("The dead-letter queue of this test");
    private final Outage queue = new Outage("The queue of this test");
    private final PausableReceives receives = new PausableReceives(sqs, queue);
    private final RetryingSends sends = new RetryingSends(sqs, receives, outage, queue);

    @Test
    void shouldRetryWhileTheQueueRefuses() {
        sqs.failures.addAll(List.of(FakeSqs.refusal("QueueDoesNotExist"), FakeSqs.outage(), FakeSqs.refusal("AccessDenied")));
        send("letter");

        assertThat(sqs.sent).containsExactly("letter");
        assertThat(outage.ended()).isEqualTo(1);
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldNotReportWhileAllOfSqsIsAway() {
        queue.began("UnknownHostException", "Wait.");
        IntStream.range(0, 4).forEach(i -> sqs.failures.add(FakeSqs.outage()));
        send("letter");

        assertThat(sqs.sent).containsExactly("letter");
        assertThat(outage.ended()).isZero();
    }

    @Test
    void shouldNotRetryAMessageThatAloneIsRefused() {
        sqs.failures.add(FakeSqs.refusal("InvalidMessageContents"));

        assertThatThrownBy(() -> send("letter")).isInstanceOf(SqsException.class);
        send("next");
        assertThat(sqs.sent).containsExactly("next");
        assertThat(outage.ended()).isZero();
    }

    @Test
    void shouldNotRetryAfterReceivingIsPaused() {
        IntStream.range(0, 1_000).forEach(i -> sqs.failures.add(FakeSqs.outage()));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> send("letter"));
        await().until(() -> outage.since().isPresent());

        receives.pause();

        assertThat(waiting).failsWithin(Duration.ofSeconds(10)).withThrowableThat().havingCause()
                .isInstanceOf(QueueUnavailableException.class);
        int left = sqs.failures.size();
        assertThatThrownBy(() -> send("next")).isInstanceOf(QueueUnavailableException.class);
        assertThat(sqs.failures).hasSize(left);
        assertThat(sqs.sent).isEmpty();
    }

    @Test
    void shouldTryOnceWhileReceivingIsPaused() {
        receives.pause();
        send("letter");

        assertThat(sqs.sent).containsExactly("letter");
    }

    private void send(String body) {
        sends.sendMessage(request -> request.queueUrl("q").messageBody(body));
    }
}
