package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMaskerTest {

    private static final String ORDER = """
            {"type": "object", "required": ["order_id"], "properties": {
              "order_id": {"type": "string"},
              "customer": {"type": ["object", "null"], "properties": {
                "name": {"type": ["string", "null"], "x-mask": "text"},
                "emails": {"type": "array", "maxItems": 3, "items": {"type": "string", "x-mask": {"kind": "text", "domain": "email"}}}}},
              "devices": {"type": "array", "items": {"type": "object", "properties": {
                "ip": {"type": "string", "x-mask": [{"kind": "address"}, {"kind": "text", "domain": "raw", "as": "ip_text"}]},
                "rates": {"type": "array", "items": {"type": "array", "items": {"type": ["number", "null"]}}}}}},
              "tags": {"type": "array", "x-mask": "text", "items": {"type": ["string", "null"]}}}}""";

    @TempDir
    private Path folder;

    private final HmacKey key = CountingKeys.hmac("unit");

    @Test
    void shouldMaskAtEveryDepthAndDropUnnamedFields() throws Exception {
        ObjectNode masked = masked(ORDER, """
                {"order_id": "o-1", "secret": 1, "customer": {"secret": {"a": 2}, "name": " Ann ", "emails": ["a", "b"]},
                 "devices": [{"ip": "::ffff:10.0.0.1", "secret": "3", "rates": [[1.50, null], []]}, {}], "tags": ["x", null]}""");

        assertThat(masked).isEqualTo(EventSchemaTest.json("""
                {"order_id": "o-1", "customer": {"name": "%s", "emails": ["%s", "%s"]},
                 "devices": [{"ip": "%s", "ip_text": "%s", "rates": [[1.50, null], []]}, {}], "tags": ["%s", null]}""".formatted(
                token("name", "Ann"), token("email", "a"), token("email", "b"),
                key.token("ip", FieldKind.ADDRESS, "10.0.0.1"), token("raw", "::ffff:10.0.0.1"), token("tags", "x"))));
    }

    @Test
    void shouldKeepNullAndMissingFields() throws Exception {
        assertThat(masked(ORDER, "{\"order_id\":\"o\",\"customer\":null}").toString()).isEqualTo("{\"order_id\":\"o\",\"customer\":null}");
        assertThat(masked(ORDER, "{\"order_id\":\"o\",\"customer\":{\"name\":null}}").path("customer").path("name").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret.example", "256.1.1.1", "10.0.0.1/8"})
    void shouldRejectValueThatIsNotAnAddress(String ip) {
        Rejection rejection = rejectionOf("{\"order_id\":\"o\",\"devices\":[{},{\"ip\":\"" + ip + "\"}]}");

        assertThat(rejection.reason()).isEqualTo(Reason.IP);
        assertThat(rejection.detail()).startsWith("devices[].ip must be ").doesNotContain("secret", "256", "/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\" \"}", "{\"emails\":[\"a\",\"\"]}", "{\"emails\":[7331]}", "{\"name\":{\"secret\":1}}",
        "{\"emails\":\"secret\"}", "{\"emails\":[\"a\",\"b\",\"c\",\"secret\"]}", "[\"secret\"]", "\"secret\""})
    void shouldRejectNestedValueThatBreaksARule(String customer) {
        Rejection rejection = rejectionOf("{\"order_id\":\"o\",\"customer\":" + customer + "}");

        assertThat(rejection.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(rejection.detail()).startsWith("customer").doesNotContain("secret", "7331");
    }

    /** The validator would throw, run out of memory, or compute for hours. */
    @ParameterizedTest
    @ValueSource(strings = {"\"multipleOf\": 0.01", "\"multipleOf\": 5", "\"enum\": [1, 2.5]", "\"const\": 1", "\"maximum\": 100"})
    void shouldRejectNumbersThatAreTooLargeToCompute(String rule) {
        String schema = "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"number\", %s},".formatted(rule)
                + " \"name\": {\"type\": \"string\", \"x-mask\": \"text\"}}}";

        for (String number : List.of("1e999999999", "1e-999999999", "-1e2147483647")) {
            assertThatThrownBy(() -> masked(schema, "{\"n\": " + number + "}")).as(number).isInstanceOf(RejectedException.class);
        }
        for (String number : List.of("7".repeat(999), "1e999", "1e-999", "7." + "7".repeat(900))) {
            assertThat(catchThrowable(() -> masked(schema, "{\"n\": " + number + "}"))).as(number).matches(
                    thrown -> thrown == null || thrown instanceof RejectedException);
        }
    }

    /** They would run for years, or overflow the stack. */
    @ParameterizedTest
    @ValueSource(strings = {"(x+x+)+y", "^(x|[x-z])*$", "^(?:.|\\\\n)*$"})
    void shouldRejectTextsThatAPatternCannotDecide(String pattern) {
        String schema = "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"string\", \"pattern\": \"%s\"},".formatted(pattern)
                + " \"name\": {\"type\": \"string\", \"x-mask\": \"text\"}}}";

        String event = "{\"n\": \"" + "x".repeat(4_096) + "\"}";
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(10), () -> masked(schema, event)))
                .isInstanceOfSatisfying(RejectedException.class,
                        e -> assertThat(e.rejection().detail()).startsWith("n must keep to the schema's pattern"));
    }

    @Test
    void shouldLimitTimeOfPatternsPerEvent() {
        String schema = "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"array\","
                + " \"items\": {\"type\": \"string\", \"pattern\": \"(x+x+)+y\"}},"
                + " \"name\": {\"type\": \"string\", \"x-mask\": \"text\"}}}";
        String texts = String.join(",", Collections.nCopies(60, "\"" + "x".repeat(1_000) + "\""));

        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> masked(schema, "{\"n\": [" + texts + "]}")))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void shouldInterpretPatternsAsEcmaScript() throws Exception {
        String schema = "{\"type\": \"object\", \"properties\": {\"n\": {\"type\": \"string\", \"pattern\": \"^[a-z]+$\"},"
                + " \"name\": {\"type\": \"string\", \"x-mask\": \"text\"}}}";

        assertThat(masked(schema, "{\"n\": \"abc\"}").path("n").asText()).isEqualTo("abc");
        assertThatThrownBy(() -> masked(schema, "{\"n\": \"abc\\n\"}")).isInstanceOf(RejectedException.class);
    }

    @Test
    void shouldRequireKeysOfItsSchemes() throws Exception {
        EventType type = type(ORDER);
        Keyset none = new Keyset(List.of());

        assertThatThrownBy(() -> new EventMasker(type, () -> none)).isInstanceOf(MaskingException.class)
                .hasMessageContaining("no primary key for hmac");
    }

    private String token(String domain, String value) {
        return key.token(domain, FieldKind.TEXT, value).toString();
    }

    private Rejection rejectionOf(String event) {
        try {
            throw new AssertionError(masked(ORDER, event).toString());
        } catch (RejectedException e) {
            return e.rejection();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private ObjectNode masked(String schema, String event) throws Exception {
        Keyset keyset = Keyset.of(key);
        return new EventMasker(type(schema), () -> keyset).masked(StrictJson.read(event));
    }

    private EventType type(String schema) throws Exception {
        return EventType.read(Files.writeString(folder.resolve("orders-event.schema.json"), schema), Scheme.HMAC);
    }
}
