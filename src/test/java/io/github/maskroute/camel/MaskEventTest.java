package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.testing.TestLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class MaskEventTest extends StepTestSupport {

    private static final String SCHEMA = "routes/logins/logins-event.schema.json";
    private static final String TOKEN = "hmac\\.k1\\.[A-Za-z0-9_-]{43}";

    private final TestLog log = new TestLog();
    private MaskingKeys current = keys(1);

    @Override
    protected void bindToRegistry(Registry registry) {
        MaskEvent step = new MaskEvent();
        step.setSchema(SCHEMA);
        step.setKeys(() -> current.current());
        step.setScheme("hmac");
        registry.bind("maskroute-mask-logins", step);
    }

    @Override
    void addStep(RouteDefinition route) {
        route.process("maskroute-mask-logins");
    }

    @Test
    void shouldReplaceAnEventByItsMaskedEnvelope() throws Exception {
        send(event());

        ObjectNode envelope = onlyNext().getMessage().getBody(ObjectNode.class);
        assertThat(envelope.properties()).extracting(field -> field.getKey()).containsExactly("message_id", "sent_at", "event");
        assertThat(envelope.get("message_id").asText()).isEqualTo(MESSAGE_ID);
        assertThat(envelope.get("sent_at").asText()).isEqualTo(SENT_AT);
        JsonNode masked = envelope.get("event");
        assertThat(masked.get("ip").asText()).matches(TOKEN);
        assertThat(masked.get("device_id").asText()).matches(TOKEN);
        assertThat(masked.get("user_id").asText()).isEqualTo("user-1");
        assertThat(masked.get("locale").asText()).isEqualTo("DE");
        assertThat(envelope.toString()).doesNotContain(IP, DEVICE_ID);
    }

    @Test
    void shouldDropFieldsThatTheSchemaDoesNotName() throws Exception {
        send(event().put("email", "someone@example.org"));

        assertThat(onlyNext().getMessage().getBody(String.class)).doesNotContain("email", "someone");
    }

    @Test
    void shouldNameTheFirstMessageOfARedrivenRecord() throws Exception {
        Origin first = new Origin("531c9b8a-0000-4000-8000-000000000001", Instant.parse("2026-11-01T00:00:00Z"));
        template.send("direct:message", exchange -> {
            fill(exchange, event(), Map.of());
            exchange.setProperty("maskroute-origin", first);
        });

        ObjectNode envelope = onlyNext().getMessage().getBody(ObjectNode.class);
        assertThat(envelope.get("message_id").asText()).isEqualTo(first.messageId());
        assertThat(envelope.get("sent_at").asText()).isEqualTo("2026-11-01T00:00:00Z");
    }

    @Test
    void shouldMaskByTheKeysOfTheMoment() throws Exception {
        send(event());
        current = keys(2);
        send(event());

        assertThat(next().getReceivedExchanges()).extracting(MaskEventTest::maskedIp)
                .satisfiesExactly(one -> assertThat(one).startsWith("hmac.k1."), two -> assertThat(two).startsWith("hmac.k2."));
    }

    @Test
    void shouldRejectAnEventThatBreaksTheSchema() throws Exception {
        assertRejected(event().put("app_version", DEVICE_ID), Reason.SCHEMA, "app_version");
        assertRejected((ObjectNode) event().without("device_id"), Reason.SCHEMA, "device_id");
        assertRejected(StrictJson.read("null"), Reason.SCHEMA, "");
    }

    @Test
    void shouldRejectAnAddressThatIsNotOne() throws Exception {
        assertRejected(event().put("ip", IP + ".5"), Reason.IP, "ip");
    }

    /** Fails closed: an exception's message may quote a value, and so may its causes'. */
    @Test
    void shouldLeaveTheMessageInTheQueueAfterAnUnexpectedError() throws Exception {
        current = () -> {
            throw new IllegalStateException(IP, new IllegalArgumentException(DEVICE_ID));
        };
        Exception failure = send(event()).getException();

        assertThat(failure).isInstanceOf(LeftInQueueException.class).hasMessage("unexpected java.lang.IllegalStateException");
        assertQuotesNoValue(failure);
        assertNothingWentOn();
        assertThat(log.text()).contains("Message " + MESSAGE_ID + " (" + ROUTE + ") stays in the queue").doesNotContain(IP, DEVICE_ID);
    }

    @Test
    void shouldNotStartWithoutItsProperties() {
        MaskEvent step = new MaskEvent();
        step.setSchema(SCHEMA);
        assertThatNullPointerException().isThrownBy(step::init).withMessage("MaskEvent needs `scheme`");

        step.setScheme("hmac");
        assertThatNullPointerException().isThrownBy(step::init).withMessage("MaskEvent needs `keys`");
    }

    @Test
    void shouldNotStartWithoutAKeyOfItsScheme() {
        MaskEvent step = new MaskEvent();
        step.setSchema(SCHEMA);
        step.setScheme("hmac");
        step.setKeys(() -> new Keyset(List.of()));

        assertThatThrownBy(step::init).isInstanceOf(MaskingException.class);
    }

    private void assertRejected(JsonNode event, Reason reason, String field) {
        Exception failure = send(event).getException();

        assertThat(failure).isInstanceOfSatisfying(RejectedException.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().detail()).contains(field);
        });
        assertQuotesNoValue(failure);
        assertNothingWentOn();
    }

    private static ObjectNode event() throws RejectedException {
        return (ObjectNode) StrictJson.read(EVENT);
    }

    private static String maskedIp(Exchange exchange) {
        return exchange.getMessage().getBody(ObjectNode.class).at("/event/ip").asText();
    }
}
