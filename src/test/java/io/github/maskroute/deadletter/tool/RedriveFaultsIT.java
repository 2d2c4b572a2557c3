package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Runs that fail between sending a copy and deleting its letter, or before both. */
class RedriveFaultsIT {

    private static final Duration RETENTION = Duration.ofDays(15);

    private TestDrain drain;
    private OriginStamp stamps;

    @BeforeEach
    void fillDeadLetterQueue() {
        drain = TestDrain.started();
        Keyset keys = new KeysetFolder(Path.of(drain.settings().get("maskroute.mask.keyset")), Optional.empty()).read();
        stamps = new OriginStamp(() -> keys);
        IntStream.range(0, 25).forEach(i -> Services.get().client().sendMessage(
                request -> request.queueUrl(drain.deadLetterUrl()).messageBody(TestDrain.event(i))));
    }

    @AfterEach
    void close() {
        drain.close();
    }

    @Test
    void shouldStoreOnceIfALetterWasSentButNotDeleted() {
        assertThatThrownBy(() -> redrive(failing("deleteMessageBatch", 2))).isInstanceOf(SdkClientException.class);
        drain.awaitRows(20);
        assertThat(drain.depth(drain.deadLetterUrl())).isEqualTo(15);

        assertThat(redrive(Services.get().client())).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 15L));
        drain.awaitRows(25);
        assertThat(drain.depth(drain.deadLetterUrl())).isZero();
    }

    @Test
    void shouldLoseNothingIfTheSourceQueueIsAway() {
        assertThatThrownBy(() -> redrive(failing("sendMessageBatch", 1))).isInstanceOf(SdkClientException.class);
        assertThat(drain.depth(drain.deadLetterUrl())).isEqualTo(25);
        // Visible at once, not after the visibility timeout.
        assertThat(redrive(Services.get().client())).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 25L));
        drain.awaitRows(25);
    }

    /** Otherwise a second scan would find nothing until the visibility timeout. */
    @Test
    void shouldMakeLettersVisibleAfterAScan() {
        for (int round = 0; round < 3; round++) {
            try (DeadLetterQueue letters = new DeadLetterQueue(Services.get().client(), drain.deadLetterUrl())) {
                assertThat(letters.scan(all(), page -> assertThat(page).hasSizeLessThanOrEqualTo(10))).isEqualTo(25);
            }
        }
    }

    /** A crash leaves two letters of a record. A drain that keeps refusing creates new ones. */
    @Test
    void shouldSendOldDuplicatesAndLeaveLettersThatCameBack() {
        Origin origin = new Origin(UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        List.of(Instant.EPOCH.toString(), Instant.EPOCH.toString()).forEach(failedAt -> put(origin, failedAt));
        assertThat(redriveOneByOne()).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 27L));
        drain.awaitRows(26);

        List.of(Instant.MAX.toString(), Instant.MAX.toString(), "no time").forEach(failedAt -> put(origin, failedAt));
        assertThat(redriveOneByOne()).isEqualTo(Map.of(RedriveOutcome.REDRIVEN, 1L, RedriveOutcome.CAME_BACK, 2L));
        drain.awaitRows(26);
    }

    private void put(Origin origin, String failedAt) {
        String body = TestDrain.event(100);
        Map<String, MessageAttributeValue> attributes = new TreeMap<>();
        Map.of("maskroute-reason", "constraint", "maskroute-message-id", origin.messageId(), "maskroute-failed-at", failedAt,
                "maskroute-origin", stamps.stamp(origin, body).orElseThrow()).forEach((name, text) ->
                attributes.put(name, MessageAttributeValue.builder().dataType("String").stringValue(text).build()));
        Services.get().client().sendMessage(request -> request.queueUrl(drain.deadLetterUrl()).messageBody(body)
                .messageAttributes(attributes));
    }

    private Map<RedriveOutcome, Long> redriveOneByOne() {
        return redrive(Services.get().client(), redrive -> page -> page.forEach(letter -> redrive.send(List.of(letter))));
    }

    private Map<RedriveOutcome, Long> redrive(SqsClient client) {
        return redrive(client, redrive -> page -> redrive.send(page));
    }

    private Map<RedriveOutcome, Long> redrive(SqsClient client, Function<Redrive, Consumer<List<Letter>>> reader) {
        try (DeadLetterQueue letters = new DeadLetterQueue(client, drain.deadLetterUrl())) {
            SourceQueues sources = new SourceQueues(
                    List.of(new SourceQueues.SourceRoute("drain-logins", "logins", new SourceQueue(client, drain.queueUrl()))));
            Redrive redrive = new Redrive(letters, sources, new BodyOpener(Optional.empty()), Optional.of(stamps), RETENTION);
            letters.scan(all(), reader.apply(redrive));
            return redrive.outcomes();
        }
    }

    private static LetterFilter all() {
        return LetterFilter.of(Set.of(), Optional.empty(), Long.MAX_VALUE);
    }

    /** The real client, whose connection breaks at one request of a kind before SQS receives it. */
    private static SqsClient failing(String method, int which) {
        AtomicInteger calls = new AtomicInteger();
        return (SqsClient) Proxy.newProxyInstance(SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class},
                (proxy, called, args) -> {
                    if (called.getName().equals(method) && calls.incrementAndGet() == which) {
                        throw SdkClientException.create("broken");
                    }
                    try {
                        return called.invoke(Services.get().client(), args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
