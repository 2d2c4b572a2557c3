package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks events with the shipped schema. */
class EventSchemaTest {

    private static final EventSchema SCHEMA = EventSchema.read(Path.of("routes", "logins", "logins-event.schema.json"));

    @ParameterizedTest
    @ValueSource(strings = {"2.3.0", "0.96", "2.00", "3", "0", "0.0.0", "1.999.999", "2146.999.999", "0002.03.004", "2099", "2139.1"})
    void shouldAcceptVersion(String version) {
        assertThat(SCHEMA.check(event().put("app_version", version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "a.b", "1.2.3.4", "1.-2", "-1", "+1", "1.1000", "1.2.1000", "2147.0.0", "2147", "2150", "3000", "99999", "1e3", "1.", ".1",
        "1..2", "1.2.", " 1.2", "1.2 ", "1.2\n", "1,2", "v1.2", "1.2-beta", "1.2.3+4", "0x10", "\u0661.2", "\uff11.2"})
    void shouldRejectVersion(String version) {
        assertThat(rejectionOf(event().put("app_version", version)).detail()).startsWith("app_version must keep to the schema's pattern ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"text\"", "42", "null", "true"})
    void shouldRejectOtherDocuments(String body) {
        assertThat(rejectionOf(json(body)).reason()).isEqualTo(Reason.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "app_version", "device_type", "ip", "device_id"})
    void shouldRequireField(String field) {
        ObjectNode event = event();
        event.remove(field);

        assertThat(rejectionOf(event)).isEqualTo(new Rejection(Reason.SCHEMA, field + " is required"));
    }

    @ParameterizedTest
    @CsvSource({"ip, IP", "ip, Ip", "device_id, deviceId"})
    void shouldDistinguishCaseOfNames(String field, String spelling) {
        ObjectNode event = event();
        event.set(spelling, event.remove(field));

        assertThat(rejectionOf(event).detail()).isEqualTo(field + " is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "app_version", "device_type", "ip", "device_id", "locale"})
    void shouldRejectOtherTypes(String field) {
        for (String value : List.of("42", "4.2", "1e999", "true", "{}", "{\"secret\":1}", "[\"secret\"]")) {
            ObjectNode event = event();
            event.set(field, json(value));

            Rejection rejection = rejectionOf(event);

            assertThat(rejection.reason()).isEqualTo(Reason.SCHEMA);
            assertThat(rejection.detail()).startsWith(field + " must keep to the schema's type").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "app_version", "device_type", "ip", "device_id"})
    void shouldRejectNull(String field) {
        assertThat(rejectionOf(event().putNull(field)).detail()).startsWith(field + " must keep to the schema's type");
    }

    @Test
    void shouldAcceptNullOrMissingLocale() {
        ObjectNode without = event();
        without.remove("locale");

        assertThat(SCHEMA.check(event().putNull("locale"))).isEmpty();
        assertThat(SCHEMA.check(without)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"user_id, 128", "device_type, 32", "ip, 128", "locale, 32", "device_id, 256"})
    void shouldRejectTextThatIsTooLong(String field, int length) {
        assertThat(SCHEMA.check(event().put(field, "\ud83d\ude00".repeat(length)))).as("characters, not UTF-16 units").isEmpty();
        assertThat(rejectionOf(event().put(field, "s".repeat(length + 1))).detail())
                .isEqualTo(field + " must keep to the schema's maxLength " + length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "device_type"})
    void shouldRejectEmptyText(String field) {
        assertThat(rejectionOf(event().put(field, "")).detail()).isEqualTo(field + " must keep to the schema's minLength 1");
    }

    @Test
    void shouldRecognizeSnsEnvelope() {
        JsonNode envelope = json(
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-central-1:123456789012:secret\",\"Message\":\"{}\"}");

        assertThat(rejectionOf(envelope).reason()).isEqualTo(Reason.SCHEMA);
        assertThat(rejectionOf(envelope).detail()).contains("SNS envelope", "raw message delivery")
                .doesNotContain("secret", "123456789012");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"user_id\":\"a\\u0000b\"}",
        "{\"user_id\":\"a\\ud800b\"}",
        "{\"device_id\":\"\\udc00\"}",
        "{\"device_id\":\"\\udfff\"}",
        "{\"locale\":\"\\u0000\"}",
        "{\"extra\":\"\\u0000\"}",
        "{\"secret\\u0000\":1}",
        "{\"secret\\ud800\":1}",
        "{\"extra\":{\"deep\":[1,{\"deeper\":\"secret\\ud800\"}]}}",
        "{\"extra\":[[{\"secret\\u0000\":null}]]}",
    })
    void shouldRejectTextThatPostgresCannotStore(String part) {
        ObjectNode event = event();
        event.setAll((ObjectNode) json(part));

        assertThat(rejectionOf(event))
                .isEqualTo(new Rejection(Reason.SCHEMA, "texts and names must be well-formed Unicode without U+0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"user_id\":\"'); DROP TABLE user_logins;--\"}",
        "{\"user_id\":\"${env:HOME} ${bean:x} :#ip {{maskroute.db.password}}\"}",
        "{\"locale\":\"\\r\\n\\u001b[31m\\u202e\"}",
        "{\"device_type\":\"\\ud83d\\ude00\"}",
        "{\"__proto__\":{\"a\":1},\"@class\":\"java.lang.Runtime\",\"IP\":1}",
    })
    void shouldAcceptUnusualText(String part) {
        ObjectNode event = event();
        event.setAll((ObjectNode) json(part));

        assertThat(SCHEMA.check(event)).isEmpty();
    }

    @Test
    void shouldAcceptManyExtraFields() {
        ObjectNode event = event();
        IntStream.range(0, 5_000).forEach(i -> event.put("extra" + i, i));

        assertThat(SCHEMA.check(event)).isEmpty();
    }

    private static Rejection rejectionOf(JsonNode event) {
        return SCHEMA.check(event).orElseThrow();
    }

    static ObjectNode event() {
        return (ObjectNode) json("""
                {"user_id":"u-1","app_version":"2.3.0","device_type":"ios","ip":"10.0.0.1","locale":"DE","device_id":"000-00-0000"}""");
    }

    static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
