package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Names a place in an event as far as the schema names it: any other name is the sender's text, and may be personal itself.
 *
 * @param schema as it was read
 */
record SchemaNames(JsonNode schema) {

    /**
     * A place as the subject of a sentence: {@code customer.city}, or {@code devices[].id}.
     *
     * @param steps names of fields, and numbers of items
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
