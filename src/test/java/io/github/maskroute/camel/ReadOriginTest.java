package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOriginTest extends StepTestSupport {

    private static final String FIRST_ID = "531c9b8a-0000-4000-8000-000000000001";
    private static final Duration RETENTION = Duration.ofDays(15);
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final OriginStamp STAMPS = new OriginStamp(keys(1));

    /** To the millisecond, as SQS says it. */
    private final Origin first = new Origin(FIRST_ID, Instant.ofEpochMilli(Instant.now().minus(Duration.ofDays(1)).toEpochMilli()));

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private BodySeal seal;

    @Override
    protected void bindToRegistry(Registry registry) {
        ReadOrigin step = new ReadOrigin();
        step.setKeys(keys(1));
        step.setRetention("15d");
        registry.bind("maskroute-read-origin", step);
        seal = sealWithNewKey(folder);
        registry.bind(DeadLetter.SEAL_BEAN, seal);
    }

    @Override
    void addStep(RouteDefinition route) {
        route.process("maskroute-read-origin");
    }

    @Test
    void shouldTakeAMessageWithoutAStampForItsOwnOrigin() {
        send(EVENT);

        assertThat(ReadOrigin.originOf(onlyNext())).isEqualTo(new Origin(MESSAGE_ID, Instant.parse(SENT_AT)));
        assertThat(onlyNext().getMessage().getBody()).isEqualTo(EVENT);
    }

    @Test
    void shouldRestoreIdAndTimeOfARedrivenMessage() {
        send(EVENT, stamped(first, EVENT));

        assertThat(ReadOrigin.originOf(onlyNext())).isEqualTo(first);
        assertThat(onlyNext().getMessage().getBody()).isEqualTo(EVENT);
        assertThat(onlyNext().getMessage().getHeader(SqsHeaders.MESSAGE_ID)).as("the message's own").isEqualTo(MESSAGE_ID);
    }

    @Test
    void shouldIgnoreATamperedStamp() {
        String stamp = STAMPS.stamp(first, EVENT).orElseThrow();
        String tampered = stamp.replace("." + first.sentAt().toEpochMilli() + ".", "." + (first.sentAt().toEpochMilli() + 1) + ".");
        assertThat(tampered).isNotEqualTo(stamp);

        assertCountsAsNew(EVENT, tampered);
    }

    @Test
    void shouldIgnoreAStampOfAnotherBody() {
        assertCountsAsNew(EVENT, STAMPS.stamp(first, EVENT + " ").orElseThrow());
    }

    @Test
    void shouldIgnoreAStampOfAnotherKey() {
        assertCountsAsNew(EVENT, new OriginStamp(keys(2)).stamp(first, EVENT).orElseThrow());
    }

    @Test
    void shouldIgnoreAStampThatIsNotAText() {
        assertCountsAsNew(EVENT, new byte[] {1, 2, 3});
    }

    @Test
    void shouldAcceptARecordThatTheLedgerStillKnows() {
        Origin old = sentBefore(RETENTION.minus(MARGIN).minusMinutes(1));
        send(EVENT, stamped(old, EVENT));

        assertThat(ReadOrigin.originOf(onlyNext())).isEqualTo(old);
    }

    /** The dead letter of such a record keeps its origin. */
    @Test
    void shouldRejectARecordThatTheLedgerMayHaveForgotten() {
        Origin old = sentBefore(RETENTION.minus(MARGIN).plusMinutes(1));
        Exchange sent = send(EVENT, stamped(old, EVENT));

        assertThat(sent.getException()).isInstanceOfSatisfying(RejectedException.class,
                rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Reason.TOO_OLD));
        assertThat(ReadOrigin.originOf(sent)).isEqualTo(old);
        assertQuotesNoValue(sent.getException());
        assertNothingWentOn();
    }

    @Test
    void shouldOpenASealedBodyOfTheMessageThatItNames() {
        send(seal.seal(EVENT, FIRST_ID), sealed(FIRST_ID));

        assertThat(onlyNext().getMessage().getBody()).isEqualTo(EVENT);
    }

    /** A stamp is one of the body before it was sealed. */
    @Test
    void shouldRestoreTheOriginOfASealedBody() {
        String stamp = STAMPS.stamp(first, EVENT).orElseThrow();
        send(seal.seal(EVENT, FIRST_ID), Map.of(BodySeal.ATTRIBUTE, BodySeal.SEALED, "maskroute-message-id", FIRST_ID,
                OriginStamp.ATTRIBUTE, stamp));

        assertThat(ReadOrigin.originOf(onlyNext())).isEqualTo(first);
        assertThat(onlyNext().getMessage().getBody()).isEqualTo(EVENT);
    }

    @Test
    void shouldLeaveABodyThatTheSealDoesNotOpen() {
        String ofAnotherRecord = seal.seal(EVENT, MESSAGE_ID);
        send(ofAnotherRecord, sealed(FIRST_ID));
        String ofAnotherKey = sealWithNewKey(elsewhere).seal(EVENT, FIRST_ID);
        send(ofAnotherKey, sealed(FIRST_ID));
        String unmarked = seal.seal(EVENT, FIRST_ID);
        send(unmarked);

        assertThat(next().getReceivedExchanges()).extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly(ofAnotherRecord, ofAnotherKey, unmarked);
    }

    @Test
    void shouldCountEachDeliveryOfAMessage() {
        send(EVENT);
        send(EVENT);
        send(EVENT, stamped(sentBefore(RETENTION), EVENT));

        assertThat(MessageMetrics.of(context).route(ROUTE).countReceived()).isEqualTo(3);
    }

    @Test
    void shouldNotStartWithoutItsProperties() {
        ReadOrigin step = new ReadOrigin();
        step.setCamelContext(context);
        assertThatNullPointerException().isThrownBy(step::init).withMessage("ReadOrigin needs `keys`");

        step.setKeys(keys(1));
        assertThatNullPointerException().isThrownBy(step::init).withMessage("ReadOrigin needs `retention`");
    }

    private void assertCountsAsNew(String body, Object stamp) {
        send(body, Map.of(OriginStamp.ATTRIBUTE, stamp));

        assertThat(ReadOrigin.originOf(onlyNext())).isEqualTo(new Origin(MESSAGE_ID, Instant.parse(SENT_AT)));
    }

    private static Origin sentBefore(Duration age) {
        return new Origin(FIRST_ID, Instant.ofEpochMilli(Instant.now().minus(age).toEpochMilli()));
    }

    private static Map<String, String> stamped(Origin origin, String body) {
        return Map.of(OriginStamp.ATTRIBUTE, STAMPS.stamp(origin, body).orElseThrow());
    }

    private static Map<String, String> sealed(String messageId) {
        return Map.of(BodySeal.ATTRIBUTE, BodySeal.SEALED, "maskroute-message-id", messageId);
    }
}
