package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection.Reason;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonDataFormatTest extends StepTestSupport {

    private final StrictJsonDataFormat format = new StrictJsonDataFormat();

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("maskroute-json", format);
    }

    @Override
    void addStep(RouteDefinition route) {
        route.unmarshal().custom("maskroute-json");
    }

    @Test
    void shouldReplaceBodyByItsJson() {
        send(EVENT);

        JsonNode event = onlyNext().getMessage().getBody(JsonNode.class);
        assertThat(event.toString()).isEqualTo(EVENT);
        assertThat(onlyNext().getMessage().getHeader(SqsHeaders.MESSAGE_ID)).isEqualTo(MESSAGE_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no event", "{\"ip\":\"198.51.100.7\"", "{\"ip\":198.51.100.7}", "{'ip':'198.51.100.7'}",
        "{\"ip\":\"198.51.100.7\",\"ip\":\"198.51.100.8\"}", "{\"ip\":\"198.51.100.7\"} trailing", "{} {}", "\ufeff{}"})
    void shouldRejectWhatIsNotOneJsonDocument(String body) {
        assertRejected(body, Reason.NOT_JSON, "malformed");
    }

    @Test
    void shouldRejectDocumentsOverALimit() {
        assertRejected("[".repeat(100) + "]".repeat(100), Reason.TOO_LARGE, "");
        assertRejected("{\"ip\":\"" + IP.repeat(1_000) + "\"}", Reason.TOO_LARGE, "");
        assertRejected("{\"n\":1e999999999}", Reason.TOO_LARGE, "");
    }

    /** Other steps reject it by the schema. */
    @Test
    void shouldReadNullAsADocument() {
        send("null");

        assertThat(onlyNext().getMessage().getBody(JsonNode.class).isNull()).isTrue();
    }

    @Test
    void shouldReplaceAnEnvelopeByTheEventInIt() {
        format.setUnwrap("/Message");
        send(notification(EVENT));

        assertThat(onlyNext().getMessage().getBody(JsonNode.class).toString()).isEqualTo(EVENT);
    }

    @Test
    void shouldRejectAnEventWithoutItsEnvelope() {
        format.setUnwrap("/Message");

        assertRejected(EVENT, Reason.SCHEMA, "the body has nothing at /Message");
    }

    @Test
    void shouldRejectMalformedJsonInAnEnvelope() {
        format.setUnwrap("/Message");

        assertRejected(notification(EVENT + "}"), Reason.NOT_JSON, "in a string on the path to /Message: malformed at line 1, column ");
    }

    private void assertRejected(String body, Reason reason, String detail) {
        Exception failure = send(body).getException();

        assertThat(failure).isInstanceOfSatisfying(RejectedException.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().detail()).startsWith(detail);
        });
        assertQuotesNoValue(failure);
        assertNothingWentOn();
    }

    private static String notification(String event) {
        return JsonNodeFactory.instance.objectNode().put("Type", "Notification").put("Message", event).toString();
    }
}
