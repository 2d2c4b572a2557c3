package io.github.maskroute.cli.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.event.MaskedField;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.MaskingKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Shows an event without personal data: masked fields as tokens, other fields of the schema as they are.
 *
 * <p>The event of a dead letter may break any rule, so any part of it may be personal. Fields that the schema does not name are counted,
 * not shown.
 */
record MaskedBody(EventTypes types, MaskingKeys keys) {

    private static final int MAX_SHOWN_LENGTH = 256;
    private static final String UNKNOWN = "(not in the schema)";

    /** Possible IP addresses, also within other text or with a port. */
    private static final List<Pattern> ADDRESSES = List.of(
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
            Pattern.compile("(?:[0-9A-Fa-f]{1,4}|:):[0-9A-Fa-f:.]*(?:[0-9A-Fa-f]|::)"));

    /** Possible e-mail addresses, also within other text. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]@[^\\s@]");

    /** Phone numbers in the international form. */
    private static final Pattern PHONE = Pattern.compile("(?:\\+|\\b00)[1-9][0-9 ()./-]{5,}[0-9]");

    /** The fields to show, by path; empty if the body is not a JSON object. */
    Optional<Map<String, Object>> of(String body) {
        JsonNode event;
        try {
            event = StrictJson.mapper().readTree(body);
        } catch (JsonProcessingException | RuntimeException e) {
            // The exception's message may quote the body, so it is dropped.
            return Optional.empty();
        }
        if (event == null || !event.isObject()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        event.fieldNames().forEachRemaining(names::add);
        return types.closest(names).map(type -> new ShownFields(type).shown(event));
    }

    /** Collects the fields of one event. */
    private final class ShownFields {

        private final EventType type;
        private final Map<String, Object> shown = new LinkedHashMap<>();
        private int unknown;

        ShownFields(EventType type) {
            this.type = type;
        }

        Map<String, Object> shown(JsonNode event) {
            event.properties().forEach(field -> add(field.getKey(), field.getKey(), field.getValue()));
            if (unknown > 0) {
                shown.put(UNKNOWN, "(" + unknown + (unknown == 1 ? " field)" : " fields)"));
            }
            return shown;
        }

        /**
         * @param path in the form of the schema, without the indexes of items
         * @param place with the indexes
         */
        private void add(String path, String place, JsonNode value) {
            // The event's type is a guess: a field that any type masks is masked here.
            Optional<MaskedField> masked = Stream.concat(Stream.of(type), types.all().stream()).flatMap(one -> one.masked().stream())
                    .filter(field -> field.path().equals(path)).findFirst();
            if (masked.isPresent()) {
                shown.put(place, masked(masked.get(), value));
            } else if (type.unmasked().contains(path)) {
                shown.put(place, plain(value));
            } else if (!names().anyMatch(name -> name.startsWith(path + ".") || name.startsWith(path + "[]"))) {
                unknown++;
            } else if (value.isObject()) {
                value.properties().forEach(field -> add(path + "." + field.getKey(), place + "." + field.getKey(), field.getValue()));
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    add(path + "[]", place + "[" + i + "]", value.get(i));
                }
            } else {
                shown.put(place, value.isNull() ? value : "(malformed, not an object or array)");
            }
        }

        private Stream<String> names() {
            return Stream.concat(type.masked().stream().map(MaskedField::path), type.unmasked().stream());
        }
    }

    private Object masked(MaskedField field, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        return !value.isTextual() ? "(malformed, not a text)" : field.mask().read(value.textValue()).canonical()
                .map(canonical -> field.mask().masked(canonical, keys)).orElse("(malformed, " + length(value) + ")");
    }

    /** Hides personal data that is in the wrong field. */
    private static Object plain(JsonNode value) {
        if (value.isContainerNode()) {
            return "(malformed, not a text or number)";
        }
        if (value.isTextual() && value.textValue().length() > MAX_SHOWN_LENGTH) {
            return "(" + length(value) + ")";
        }
        if (value.isTextual() && EMAIL.matcher(value.textValue()).find()) {
            return "(an e-mail address)";
        }
        if (value.isTextual() && PHONE.matcher(value.textValue()).find()) {
            return "(a phone number)";
        }
        return value.isTextual() && namesAddress(value.textValue()) ? "(an address)" : value;
    }

    private static boolean namesAddress(String text) {
        return isAddress(text) || ADDRESSES.stream().flatMap(form -> form.matcher(text).results())
                .anyMatch(part -> isAddress(part.group()));
    }

    private static boolean isAddress(String text) {
        return FieldKind.ADDRESS.read(text).canonical().isPresent();
    }

    private static String length(JsonNode value) {
        return value.textValue().length() + " characters";
    }
}
