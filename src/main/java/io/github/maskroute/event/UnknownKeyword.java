package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import io.github.maskroute.text.Spelling;
import java.util.Map;
import java.util.Set;

/** Reports an unknown keyword with line and place. The validator rejects it too, but reports neither. */
final class UnknownKeyword {

    private UnknownKeyword() {}

    /**
     * Checks a schema and the schemas of its fields at any depth.
     *
     * @throws InvalidSchemaException if one of them has a keyword that is not known
     */
    static void refuse(JsonNode schema, Set<String> known) {
        refuse(schema, known, "");
    }

    private static void refuse(JsonNode schema, Set<String> known, String path) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!known.contains(keyword.getKey())) {
                throw new InvalidSchemaException(JsonNodes.tokenStreamLocationOf(keyword.getValue()).getLineNr(),
                        (path.isEmpty() ? "the event" : path) + ": " + description(keyword.getKey()));
            }
        }
        schema.path("properties").properties().forEach(
                field -> refuse(field.getValue(), known, path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
        if (schema.has("items")) {
            refuse(schema.get("items"), known, path + "[]");
        }
    }

    private static String description(String keyword) {
        return "`" + keyword + "` is not a keyword of JSON Schema; " + new Spelling(keyword).suggestion(ShapeReader.KEYWORDS)
                .map(meant -> "did you mean `" + meant + "`?").orElse("remove it, or write it as `$comment`");
    }
}
