package io.github.maskroute.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginRowsTest {

    private static final Path SCHEMA = Path.of("routes", "login", "login-event.schema.json");
    private static final Map<String, String> MASKED = Map.of("ip", "address", "device_id", "text");
    private static final Delivery DELIVERY = Delivery.of(
            "219f8380-5770-4cc2-8c3e-5c715e145f5e", Instant.ofEpochMilli(1735689599999L), Clock.systemUTC());

    @TempDir
    private Path folder;

    private HmacKey key;
    private LoginRows rows;

    @BeforeEach
    void rows() {
        key = KeyFiles.counting(folder, "unit");
        rows = new LoginRows(EventSchema.read(SCHEMA), masks(MASKED));
    }

    @Test
    void rowHoldsTokensInPlaceOfTheMaskedFields() {
        assertThat(rowOf(event())).containsExactly(
                entry("message_id", "219f8380-5770-4cc2-8c3e-5c715e145f5e"),
                entry("sent_at", "2024-12-31T23:59:59.999Z"),
                entry("create_date", "2024-12-31"),
                entry("user_id", TextNode.valueOf("u-1")),
                entry("app_version", 2_003_000),
                entry("device_type", TextNode.valueOf("ios")),
                entry("masked_ip", key.token("ip", FieldKind.ADDRESS, "10.0.0.1").toString()),
                entry("locale", TextNode.valueOf("DE")),
                entry("masked_device_id", key.token("device_id", FieldKind.TEXT, "000-00-0000").toString()));
    }

    @Test
    void nullStaysNullAndMissingIsNull() {
        ObjectNode without = event();
        without.remove("locale");

        assertThat(rowOf(event().putNull("locale"))).containsEntry("locale", null);
        assertThat(rowOf(without)).containsEntry("locale", null);
    }

    @Test
    void nullOfAMaskedFieldIsNoToken() {
        LoginRows optional = new LoginRows(
                schema("{\"type\":\"object\",\"properties\":{\"ip\":{\"type\":[\"string\",\"null\"]},\"device_id\":{}}}"),
                masks(MASKED));

        assertThat(((Outcome.Accepted) optional.rowOf(json("{\"ip\":null}"), DELIVERY)).row())
                .containsEntry("masked_ip", null).containsEntry("masked_device_id", null).doesNotContainKeys("ip", "device_id");
    }

    @Test
    void fieldsThatTheSchemaDoesNotNameAreDropped() {
        ObjectNode event = event().put("extra", "secret").put("message_id", "secret").put("masked_ip", "secret").put("__proto__", "secret");

        assertThat(rowOf(event)).isEqualTo(rowOf(event()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret.example", "256.1.1.1", "10.0.0.1/8"})
    void shouldRejectWhatIsNoAddress(String ip) {
        Rejection rejection = rejectionOf(event().put("ip", ip));

        assertThat(rejection.reason()).isEqualTo(Reason.IP);
        assertThat(rejection.detail()).startsWith("ip must be ").doesNotContain("secret", "256", "/8");
    }

    @Test
    void shouldRejectBlankText() {
        assertThat(rejectionOf(event().put("device_id", " "))).isEqualTo(new Rejection(Reason.SCHEMA, "device_id must be text that is not blank; it is empty after trimming"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "1.1000", "2147.0.0"})
    void shouldRejectVersion(String version) {
        assertThat(rejectionOf(event().put("app_version", version)))
                .isEqualTo(new Rejection(Reason.APP_VERSION, "app_version must be " + AppVersion.RULE));
    }

    @Test
    void shouldRejectWhatBreaksTheSchema() {
        assertThat(rejectionOf(event().put("app_version", 2.3)).reason()).isEqualTo(Reason.SCHEMA);
    }

    @Test
    void maskedFieldThatIsNoTextIsRejectedEvenIfTheSchemaAllowsIt() {
        LoginRows lax = new LoginRows(schema("{\"type\":\"object\",\"properties\":{\"ip\":{},\"device_id\":{}}}"), masks(MASKED));

        for (String event : new String[] {"{\"ip\":7331}", "{\"device_id\":7331}", "{\"device_id\":[\"7331\"]}", "{\"device_id\":{\"a\":\"7331\"}}"}) {
            assertThat(((Outcome.Rejected) lax.rowOf(json(event), DELIVERY)).rejection().detail()).doesNotContain("7331");
        }
    }

    @Test
    void shouldRefuseMaskedFieldThatIsNotInTheSchema() {
        FieldMasks misspelt = masks(Map.of("ip", "address", "deviceid", "text"));

        assertThatThrownBy(() -> new LoginRows(EventSchema.read(SCHEMA), misspelt))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("deviceid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_id", "sent_at", "create_date", "masked_ip", "masked_device_id"})
    void shouldRefuseSchemaWhoseFieldWouldReplaceAColumnOfOurs(String field) {
        EventSchema schema = schema("{\"type\":\"object\",\"properties\":{\"ip\":{},\"device_id\":{},\"" + field + "\":{}}}");
        FieldMasks masks = masks(MASKED);

        assertThatThrownBy(() -> new LoginRows(schema, masks)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(field);
    }

    @Test
    void shouldRefuseToMaskNothing() {
        FieldMasks none = masks(Map.of());

        assertThatThrownBy(() -> new LoginRows(EventSchema.read(SCHEMA), none)).isInstanceOf(IllegalArgumentException.class);
    }

    private Map<String, Object> rowOf(JsonNode event) {
        return ((Outcome.Accepted) rows.rowOf(event, DELIVERY)).row();
    }

    private Rejection rejectionOf(JsonNode event) {
        return ((Outcome.Rejected) rows.rowOf(event, DELIVERY)).rejection();
    }

    private EventSchema schema(String text) {
        try {
            return EventSchema.read(Files.writeString(Files.createTempFile(folder, "event", ".json"), text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode event() {
        return (ObjectNode) json("""
                {"user_id":"u-1","app_version":"2.3.0","device_type":"ios","ip":"10.0.0.1","locale":"DE","device_id":"000-00-0000"}""");
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private FieldMasks masks(Map<String, String> kinds) {
        Keyset keyset = Keyset.of(key);
        return FieldMasks.of(() -> keyset, kinds, "hmac", Map.of(), Map.of());
    }
}
