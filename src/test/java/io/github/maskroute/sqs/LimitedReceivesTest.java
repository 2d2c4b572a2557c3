package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.outage.Outage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

@Timeout(30)
class LimitedReceivesTest {

    private final FakeSqs sqs = new FakeSqs();
    private final PausableReceives patient = new PausableReceives(sqs, new Outage("The queue of this test"));

    @AfterEach
    void close() {
        sqs.gate.countDown();
        patient.close();
    }

    @Test
    void shouldRequestNoMoreThanTheRest() {
        LimitedReceives receives = new LimitedReceives(patient, 25);
        IntStream.of(10, 10, 5).forEach(this::answer);
        for (int poll = 0; poll < 5; poll++) {
            receive(receives);
        }

        assertThat(sqs.receives).extracting(ReceiveMessageRequest::maxNumberOfMessages).containsExactly(10, 10, 5);
        assertThat(receives.count()).isEqualTo(25);
        assertThat(receives.isSpent()).isTrue();
    }

    @Test
    void shouldReleaseReservedMessagesThatDidNotCome() {
        LimitedReceives receives = new LimitedReceives(sqs, 10);
        answer(3);
        receive(receives);
        sqs.failures.add(FakeSqs.outage());
        assertThatThrownBy(() -> receive(receives)).isNotNull();
        receive(receives);

        assertThat(sqs.receives).extracting(ReceiveMessageRequest::maxNumberOfMessages).containsExactly(10, 7, 7);
        assertThat(receives.isSpent()).isFalse();
    }

    @Test
    void shouldReserveMessagesOfARequest() {
        LimitedReceives receives = new LimitedReceives(patient, 10);
        sqs.gate = new CountDownLatch(1);
        answer(4);
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(() -> receive(receives));
        await().until(() -> sqs.receives.size() == 1);

        assertThat(receive(receives)).isZero();
        assertThat(receives.isSpent()).isFalse();
        sqs.gate.countDown();
        assertThat(underWay.join()).isEqualTo(4);
        receive(receives);
        assertThat(sqs.receives).extracting(ReceiveMessageRequest::maxNumberOfMessages).containsExactly(10, 6);
    }

    @Test
    void shouldOnlyCountACompleteReceiveAfterTheMarkAsEmpty() {
        LimitedReceives receives = new LimitedReceives(patient, Long.MAX_VALUE);
        receive(receives);
        long mark = receives.mark();
        assertThat(receives.foundNothingSince(mark, "q")).as("before the mark").isFalse();
        answer(1);
        receive(receives);
        assertThat(receives.foundNothingSince(mark, "q")).as("found something").isFalse();
        PausableReceives.Pause pause = patient.pause();
        receive(receives);
        assertThat(receives.foundNothingSince(mark, "q")).as("paused").isFalse();
        pause.close();

        receive(receives);
        assertThat(receives.foundNothingSince(mark, "q")).isTrue();
        assertThat(receives.foundNothingSince(receives.mark(), "q")).isFalse();
    }

    @Test
    void shouldNotCountAReceiveThatBeganBeforeTheMark() {
        LimitedReceives receives = new LimitedReceives(patient, Long.MAX_VALUE);
        sqs.gate = new CountDownLatch(1);
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(() -> receive(receives));
        await().until(() -> sqs.receives.size() == 1);
        long mark = receives.mark();
        sqs.gate.countDown();
        underWay.join();

        assertThat(receives.foundNothingSince(mark, "q")).isFalse();
    }

    @Test
    void shouldPollBriefly() {
        receive(new LimitedReceives(patient, Long.MAX_VALUE));

        assertThat(sqs.receives).extracting(ReceiveMessageRequest::waitTimeSeconds).containsExactly(1);
    }

    private void answer(int count) {
        sqs.answers.add(() -> ReceiveMessageResponse.builder()
                .messages(IntStream.range(0, count).mapToObj(i -> Message.builder().receiptHandle("r" + i).build()).toList()).build());
    }

    private static int receive(LimitedReceives receives) {
        return receives.receiveMessage(request -> request.queueUrl("q").maxNumberOfMessages(10).waitTimeSeconds(20)).messages().size();
    }
}
