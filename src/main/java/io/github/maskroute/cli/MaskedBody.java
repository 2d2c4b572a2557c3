package io.github.maskroute.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.FieldMasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An event as it may be shown: masked fields as tokens, others as they are if the schema names them.
 *
 * <p>A dead letter's event keeps no rule for sure, so that any place in it may hold what is personal: names and values that no
 * rule covers are counted, not shown.
 */
record MaskedBody(FieldMasks masks, Set<String> known) {

    private static final int LONGEST = 256;
    private static final String UNKNOWN = "(not in the schema)";

    /** What may be one, also within other words, and with a port. */
    private static final List<Pattern> ADDRESSES = List.of(
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
            Pattern.compile("(?:[0-9A-Fa-f]{1,4}|:):[0-9A-Fa-f:.]*(?:[0-9A-Fa-f]|::)"));

    /** The fields to show; empty if the body is no JSON object. */
    Optional<Map<String, Object>> of(String body) {
        JsonNode event;
        try {
            event = StrictJson.mapper().readTree(body);
        } catch (JsonProcessingException | RuntimeException e) {
            // Its message may quote the body.
            return Optional.empty();
        }
        return event == null || !event.isObject() ? Optional.empty() : Optional.of(fields(event));
    }

    private Map<String, Object> fields(JsonNode event) {
        Map<String, Object> shown = new LinkedHashMap<>();
        int unknown = 0;
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (masks.fields().contains(field.getKey())) {
                shown.put(field.getKey(), masked(field.getKey(), field.getValue()));
            } else if (known.contains(field.getKey())) {
                shown.put(field.getKey(), plain(field.getValue()));
            } else {
                unknown++;
            }
        }
        if (unknown > 0) {
            shown.put(UNKNOWN, "(" + unknown + (unknown == 1 ? " field)" : " fields)"));
        }
        return shown;
    }

    private Object masked(String field, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        return !value.isTextual() ? "(malformed, no text)"
                : masks.token(field, value.textValue()).orElse("(malformed, " + length(value) + ")");
    }

    /** An address in the wrong field is an address all the same. */
    private Object plain(JsonNode value) {
        if (value.isContainerNode()) {
            return "(malformed, no text or number)";
        }
        if (value.isTextual() && value.textValue().length() > LONGEST) {
            return "(" + length(value) + ")";
        }
        return value.isTextual() && namesAddress(value.textValue()) ? "(an address)" : value;
    }

    private boolean namesAddress(String text) {
        return isAddress(text) || ADDRESSES.stream().flatMap(form -> form.matcher(text).results())
                .anyMatch(part -> isAddress(part.group()));
    }

    private boolean isAddress(String text) {
        return masks.fields().stream().anyMatch(field -> masks.kind(field) == FieldKind.ADDRESS && masks.token(field, text).isPresent());
    }

    private static String length(JsonNode value) {
        return value.textValue().length() + " characters";
    }
}
