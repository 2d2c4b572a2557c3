package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Describes a place in an event with the schema's names only. Any other name is the sender's text and may be personal itself.
 */
record SchemaNames(JsonNode schema) {

    /**
     * The place as the subject of a sentence: {@code customer.city}, or {@code devices[].id}.
     *
     * @param steps field names and array indexes
     */
    String subject(List<Object> steps) {
        StringBuilder path = new StringBuilder();
        JsonNode here = schema;
        for (Object step : steps) {
            JsonNode next = step instanceof Integer ? here.path("items") : here.path("properties").path(step.toString());
            if (next.isMissingNode()) {
                return path.isEmpty() ? "a field that the schema does not name" : "a part of " + path + " that the schema does not name";
            }
            path.append(step instanceof Integer ? "[]" : path.isEmpty() ? step : "." + step);
            here = next;
        }
        return path.isEmpty() ? "the event" : path.toString();
    }
}
