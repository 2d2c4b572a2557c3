package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.BrokenRule;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a message body in the shipped route. Checks the properties that hold for any body.
 *
 * @param event the event to store; null if the body is rejected
 * @param rejection null if the event is stored
 */
record BodyOutcome(@Nullable ObjectNode event, @Nullable Rejection rejection) {

    static final Path SCHEMA = Path.of(System.getProperty("basedir", "")).resolve("routes/logins/logins-event.schema.json");

    private static final JsonMapper JSON = StrictJson.mapper();
    private static final EventMasker MASKER = masker();

    private static final Set<String> FIELDS = Set.of("user_id", "app_version", "device_type", "ip", "locale", "device_id");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3}){0,2}");
    private static final Pattern TOKEN = Pattern.compile("hmac\\.unit\\.[A-Za-z0-9_-]{43}");
    private static final Pattern POSITION = Pattern.compile(" at line \\d{1,5}, column \\d{1,5};");
    private static final Set<String> DETAILS = details();

    static BodyOutcome of(String body) {
        try {
            return new BodyOutcome(MASKER.masked(JSON.readValue(body, JsonNode.class)), null);
        } catch (JsonProcessingException | NumberFormatException e) {
            return new BodyOutcome(null, StrictJson.explain(e, body));
        } catch (RejectedException e) {
            return new BodyOutcome(null, e.rejection());
        }
    }

    /** Fails unless the outcome is a complete event with tokens, or a rejection with one of the constant details. */
    static BodyOutcome checked(String body) {
        BodyOutcome outcome = of(body);
        if (outcome.event != null) {
            checkEvent(outcome.event);
        } else {
            assertThat(DETAILS).contains(POSITION.matcher(outcome.refused().detail()).replaceFirst(";"));
        }
        return outcome;
    }

    boolean isStored() {
        return event != null;
    }

    ObjectNode stored() {
        return Objects.requireNonNull(event);
    }

    Rejection refused() {
        return Objects.requireNonNull(rejection);
    }

    private static void checkEvent(ObjectNode event) {
        event.fieldNames().forEachRemaining(name -> assertThat(FIELDS).contains(name));
        assertThat(event.get("ip").textValue()).matches(TOKEN);
        assertThat(event.get("device_id").textValue()).matches(TOKEN);
        assertThat(event.get("app_version").textValue()).matches(VERSION);
        checkText(event.get("user_id"), 128);
        checkText(event.get("device_type"), 32);
        if (event.hasNonNull("locale")) {
            checkText(event.get("locale"), 32);
        }
    }

    /** Checks that the text fits its column. */
    private static void checkText(JsonNode value, int maxLength) {
        String text = value.textValue();
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(maxLength);
        assertThat(text.codePoints()).noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** All details of rejections, without positions. None of them contains a value. */
    private static Set<String> details() {
        Set<String> details = Stream.of(
                Arrays.stream(Limit.values()).map(limit -> limit.description("")),
                Arrays.stream(EncodedText.values()).map(EncodedText::description),
                Arrays.stream(KnownEnvelope.values()).map(KnownEnvelope::description)).flatMap(all -> all).collect(Collectors.toSet());
        details.addAll(Set.of(
                "malformed; send one JSON object, each name once, nothing before or after it",
                "texts and names must be well-formed Unicode without U+0000",
                "the event must keep to the schema's type \"object\"",
                "user_id must keep to the schema's minLength 1", "user_id must keep to the schema's maxLength 128",
                "device_type must keep to the schema's minLength 1", "device_type must keep to the schema's maxLength 32",
                "app_version must keep to the schema's maxLength 16", "ip must keep to the schema's maxLength 128",
                "locale must keep to the schema's maxLength 32", "locale must keep to the schema's type [\"string\",\"null\"]",
                "device_id must keep to the schema's maxLength 256",
                "app_version must keep to the schema's pattern"
                + " \"^([01]?[0-9]{1,3}|20[0-9]{2}|21[0-3][0-9]|214[0-6])([.][0-9]{1,3}){0,2}$\""));
        for (BrokenRule broken : BrokenRule.values()) {
            details.add("ip must be " + FieldKind.ADDRESS.rule() + "; " + broken.description());
            details.add("device_id must be " + FieldKind.TEXT.rule() + "; " + broken.description());
        }
        for (String field : List.of("user_id", "app_version", "device_type", "ip", "device_id")) {
            details.add(field + " is required");
            details.add(field + " must keep to the schema's type \"string\"");
        }
        return details;
    }

    static EventMasker masker() {
        byte[] secret = new byte[32];
        secret[0] = 1;
        Keyset keyset = Keyset.of(new HmacKey("unit", secret));
        return new EventMasker(EventType.read(SCHEMA, Scheme.HMAC), () -> keyset);
    }
}
