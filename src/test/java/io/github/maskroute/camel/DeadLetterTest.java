package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.sqs.OfflineSqsClient;
import io.github.maskroute.sqs.QueueUrls;
import io.github.maskroute.testing.TestLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterTest extends StepTestSupport {

    private static final String QUEUE = "logins-dlq";
    private static final OriginStamp STAMPS = new OriginStamp(keys(1));
    private static final Origin OWN = new Origin(MESSAGE_ID, Instant.parse(SENT_AT));
    private static final Origin FIRST = new Origin("531c9b8a-0000-4000-8000-000000000001", Instant.parse("2026-11-01T00:00:00Z"));
    private static final Map<String, String> SEALED = Map.of(BodySeal.ATTRIBUTE, "sealed", "maskroute-message-id", FIRST.messageId());
    private static final RejectedException REJECTED =
            new RejectedException(new Rejection(Reason.SCHEMA, "app_version: must be a version; send major.minor.patch"));

    private final TestLog log = new TestLog();
    @TempDir
    private Path folder;

    private BodySeal seal;

    @Override
    protected void bindToRegistry(Registry registry) {
        DeadLetter step = new DeadLetter();
        configure(step);
        registry.bind("maskroute-dead-letter", step);
        seal = sealWithNewKey(folder);
        registry.bind(DeadLetter.SEAL_BEAN, seal);
    }

    private static void configure(DeadLetter step) {
        step.setKeys(keys(1));
        step.setQueues(new QueueUrls(new OfflineSqsClient()));
    }

    @Override
    void addStep(RouteDefinition route) {
        route.process("maskroute-dead-letter");
    }

    @Override
    Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("maskroute.dead-letter.queue", "login-queue-dlq");
        settings.setProperty("maskroute.dead-letter.queue-url", "https://sqs.example/1/login-queue-dlq");
        return settings;
    }

    @Test
    void shouldSendTheOriginalBodyWithReasonAndOrigin() {
        Instant before = Instant.now().minusMillis(1);
        rejectWith(Map.of(), REJECTED);

        Message letter = onlyNext().getMessage();
        assertThat(letter.getBody()).isEqualTo(EVENT);
        assertThat(letter.getHeaders()).containsEntry("maskroute-reason", "schema")
                .containsEntry("maskroute-detail", "app_version: must be a version; send major.minor.patch")
                .containsEntry("maskroute-message-id", MESSAGE_ID)
                .containsEntry("maskroute-route", ROUTE)
                .doesNotContainKey(BodySeal.ATTRIBUTE);
        assertThat(Instant.parse(letter.getHeader("maskroute-failed-at", String.class))).isBetween(before, Instant.now());
        assertThat(STAMPS.verified(letter.getHeader(OriginStamp.ATTRIBUTE, String.class), EVENT)).contains(OWN);
    }

    @Test
    void shouldAddressTheQueueOfTheRoute() {
        rejectWith(Map.of(), REJECTED);

        assertThat(onlyNext().getProperties()).containsEntry("maskroute-dead-letter-queue", QUEUE)
                .containsEntry("maskroute-dead-letter-url", "https://sqs.invalid/0/" + QUEUE)
                .containsEntry("CamelAwsMessageGroupId", MESSAGE_ID);
    }

    /** As of a record that is rejected before the step that names the route's own queue. */
    @Test
    void shouldAddressTheQueueOfTheSettingsWithoutOneOfTheRoute() {
        template.send("direct:message", exchange -> {
            fill(exchange, EVENT, Map.of("MessageGroupId", "group-1"));
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, REJECTED);
        });

        assertThat(onlyNext().getProperties()).containsEntry("maskroute-dead-letter-queue", "login-queue-dlq")
                .containsEntry("maskroute-dead-letter-url", "https://sqs.example/1/login-queue-dlq")
                .containsEntry("CamelAwsMessageGroupId", "group-1");
    }

    @Test
    void shouldNameTheFirstMessageOfARedrivenRecord() {
        rejectWith(Map.of("maskroute-origin", FIRST), REJECTED);

        Message letter = onlyNext().getMessage();
        assertThat(letter.getHeader("maskroute-message-id")).isEqualTo(FIRST.messageId());
        assertThat(STAMPS.verified(letter.getHeader(OriginStamp.ATTRIBUTE, String.class), EVENT)).contains(FIRST);
        assertThat(log.text()).contains("Message " + MESSAGE_ID + " (" + ROUTE + ")", "first sent as " + FIRST.messageId());
    }

    /** The origin of an exchange is what ReadOrigin verified, and never what a sender wrote. */
    @Test
    void shouldReplaceAForgedStampAndMessageId() {
        String forged = new OriginStamp(keys(2)).stamp(FIRST, EVENT).orElseThrow();
        reject(EVENT, Map.of(OriginStamp.ATTRIBUTE, forged, "maskroute-message-id", FIRST.messageId()), Map.of(), REJECTED);

        Message letter = onlyNext().getMessage();
        assertThat(letter.getHeader("maskroute-message-id")).isEqualTo(MESSAGE_ID);
        assertThat(STAMPS.verified(letter.getHeader(OriginStamp.ATTRIBUTE, String.class), EVENT)).contains(OWN);
    }

    @Test
    void shouldSealTheBodyIfConfigured() throws Exception {
        Message letter = sealing(EVENT, Map.of(), Map.of());

        assertThat(letter.getHeader(BodySeal.ATTRIBUTE)).isEqualTo("sealed");
        assertThat(letter.getBody(String.class)).doesNotContain(IP, "user-1");
        assertThat(seal.open(letter.getBody(String.class), MESSAGE_ID)).contains(EVENT);
        assertThat(STAMPS.verified(letter.getHeader(OriginStamp.ATTRIBUTE, String.class), EVENT)).contains(OWN);
    }

    /** SQS's own redrive sends a sealed letter as it is; its record may be rejected again. */
    @Test
    void shouldNotSealASealedBodyTwice() throws Exception {
        Message letter = sealing(seal.seal(EVENT, FIRST.messageId()), SEALED, Map.of("maskroute-origin", FIRST));

        assertThat(letter.getHeader(BodySeal.ATTRIBUTE)).isEqualTo("sealed");
        assertThat(seal.open(letter.getBody(String.class), FIRST.messageId())).contains(EVENT);
    }

    @Test
    void shouldSendTheOpenedBodyOfASealedLetter() {
        reject(seal.seal(EVENT, FIRST.messageId()), SEALED, Map.of("maskroute-origin", FIRST), REJECTED);

        Message letter = onlyNext().getMessage();
        assertThat(letter.getBody()).isEqualTo(EVENT);
        assertThat(letter.getHeaders()).doesNotContainKey(BodySeal.ATTRIBUTE);
    }

    @Test
    void shouldLeaveAMessageInTheQueueThatWasNotRejected() {
        Exception failure = rejectWith(Map.of(), new IllegalStateException(IP)).getException();

        assertThat(failure).isInstanceOf(LeftInQueueException.class).hasMessage("not a rejection: java.lang.IllegalStateException");
        assertQuotesNoValue(failure);
        assertNothingWentOn();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void shouldCountAndLogALetterThatTheQueueAccepted() {
        rejectWith(Map.of(), REJECTED);

        assertThat(deadLetters()).isEqualTo(Map.of("schema", 1L));
        assertThat(log.text())
                .contains("Message " + MESSAGE_ID + " (" + ROUTE + ") is a dead letter: schema: app_version: must be a version")
                .doesNotContain(IP, DEVICE_ID);
    }

    @Test
    void shouldNeitherCountNorLogALetterThatTheQueueDidNotAccept() {
        next().whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("the queue is away");
        });
        Exchange sent = rejectWith(Map.of(), REJECTED);

        assertThat(sent.getException()).isInstanceOf(IllegalStateException.class);
        assertThat(deadLetters()).isEmpty();
        assertThat(log.text()).doesNotContain("is a dead letter");
    }

    @Test
    void shouldNotStartWithAnUnknownForm() {
        DeadLetter other = notStarted("encrypted");

        assertThatIllegalArgumentException().isThrownBy(other::init).withMessage("DeadLetter's `body` must be original or sealed");
    }

    @Test
    void shouldNotStartWithoutTheSealThatItNeeds() {
        context.getRegistry().unbind(DeadLetter.SEAL_BEAN);
        DeadLetter other = notStarted("sealed");

        assertThatThrownBy(other::init).isInstanceOf(NoSuchBeanException.class).hasMessageContaining(DeadLetter.SEAL_BEAN);
    }

    /** The letter that a step makes which seals bodies. */
    private Message sealing(String body, Map<String, ?> headers, Map<String, ?> properties) throws Exception {
        DeadLetter sealing = notStarted("sealed");
        sealing.init();
        Exchange exchange = new DefaultExchange(context);
        fill(exchange, body, headers, properties, REJECTED);
        sealing.process(exchange);
        return exchange.getMessage();
    }

    private DeadLetter notStarted(String form) {
        DeadLetter other = new DeadLetter();
        configure(other);
        other.setCamelContext(context);
        other.setBody(form);
        return other;
    }

    private Exchange rejectWith(Map<String, ?> properties, Exception failure) {
        return reject(EVENT, Map.of(), properties, failure);
    }

    private Exchange reject(String body, Map<String, ?> headers, Map<String, ?> properties, Exception failure) {
        return template.send("direct:message", exchange -> fill(exchange, body, headers, properties, failure));
    }

    private static void fill(Exchange exchange, String body, Map<String, ?> headers, Map<String, ?> properties, Exception failure) {
        fill(exchange, body, headers);
        properties.forEach(exchange::setProperty);
        exchange.setProperty("maskroute-dead-letter-queue", QUEUE);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    }

    private Map<String, Long> deadLetters() {
        return MessageMetrics.of(context).deadLettersByReason();
    }
}
