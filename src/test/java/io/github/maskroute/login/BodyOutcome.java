package io.github.maskroute.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.RejectionWords;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.BrokenRule;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What becomes of a message's body on the way that the shipped route takes, and what must hold for it whatever the body is. */
final class BodyOutcome {

    static final Delivery DELIVERY = Delivery.of(
            "219f8380-5770-4cc2-8c3e-5c715e145f5e", Instant.ofEpochMilli(1735689599999L), Clock.systemUTC());

    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
    private static final EventSchema SCHEMA = EventSchema.read(PROJECT.resolve("routes/login/login-event.schema.json"));
    private static final JsonMapper JSON = StrictJson.mapper();
    private static final LoginRows ROWS = rows();

    private static final List<String> COLUMNS = List.of("message_id", "sent_at", "create_date", "user_id", "app_version",
            "device_type", "masked_ip", "locale", "masked_device_id");
    private static final Pattern TOKEN = Pattern.compile("hmac\\.unit\\.[A-Za-z0-9_-]{43}");
    private static final Pattern POSITION = Pattern.compile(" at line \\d{1,5}, column \\d{1,5};");
    private static final Set<String> DETAILS = details();

    private BodyOutcome() {}

    /** @return the row, or why there is none */
    static Outcome of(String body) {
        JsonNode event;
        try {
            event = JSON.readValue(body, JsonNode.class);
        } catch (JsonProcessingException | NumberFormatException e) {
            return new Outcome.Rejected(StrictJson.explain(e, body));
        }
        return ROWS.rowOf(event, DELIVERY);
    }

    /** Fails unless the body gives a whole row with tokens, or a rejection in words that were there before the body was. */
    static Outcome checked(String body) {
        Outcome outcome = of(body);
        if (outcome instanceof Outcome.Accepted accepted) {
            checkRow(accepted.row());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            Rejection rejection = rejected.rejection();
            assertThat(DETAILS).contains(POSITION.matcher(rejection.detail()).replaceFirst(";"));
        }
        return outcome;
    }

    private static void checkRow(Map<String, Object> row) {
        assertThat(row.keySet()).containsExactlyElementsOf(COLUMNS);
        assertThat(row.get("masked_ip").toString()).matches(TOKEN);
        assertThat(row.get("masked_device_id").toString()).matches(TOKEN);
        assertThat((Integer) row.get("app_version")).isBetween(0, 2_146_999_999);
        checkText(row.get("user_id"), 128);
        checkText(row.get("device_type"), 32);
        if (row.get("locale") != null) {
            checkText(row.get("locale"), 32);
        }
    }

    /** Text that its column takes. */
    private static void checkText(Object value, int maxLength) {
        String text = ((JsonNode) value).textValue();
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(maxLength);
        assertThat(text.codePoints()).noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** All that a rejection can say, but for the position in a malformed text: no sentence has room for a value. */
    private static Set<String> details() {
        Set<String> details = new HashSet<>(RejectionWords.all());
        details.addAll(Set.of(
                "malformed; send one JSON object, each name once, nothing before or after it",
                "texts and names must be well-formed Unicode without U+0000",
                "the event must keep to the schema's type \"object\"",
                "user_id must keep to the schema's minLength 1", "user_id must keep to the schema's maxLength 128",
                "device_type must keep to the schema's minLength 1", "device_type must keep to the schema's maxLength 32",
                "app_version must keep to the schema's maxLength 16", "ip must keep to the schema's maxLength 128",
                "locale must keep to the schema's maxLength 32", "locale must keep to the schema's type [\"string\",\"null\"]",
                "device_id must keep to the schema's maxLength 256",
                "app_version must be " + AppVersion.RULE));
        for (BrokenRule broken : BrokenRule.values()) {
            details.add("ip must be " + FieldKind.ADDRESS.rule() + "; " + broken.words());
            details.add("device_id must be " + FieldKind.TEXT.rule() + "; " + broken.words());
        }
        for (String field : List.of("user_id", "app_version", "device_type", "ip", "device_id")) {
            details.add(field + " is required");
            details.add(field + " must keep to the schema's type \"string\"");
        }
        return details;
    }

    private static LoginRows rows() {
        byte[] secret = new byte[32];
        secret[0] = 1;
        Keyset keyset = Keyset.of(new HmacKey("unit", secret));
        return new LoginRows(SCHEMA, FieldMasks.of(() -> keyset, Map.of("ip", "address", "device_id", "text"), "hmac", Map.of(), Map.of()));
    }
}
