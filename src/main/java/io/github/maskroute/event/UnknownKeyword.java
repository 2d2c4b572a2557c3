package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import io.github.maskroute.text.Spelling;
import java.util.Map;
import java.util.Set;

/** Names a misspelt keyword by its line and place: the validator refuses it too, and knows neither. */
final class UnknownKeyword {

    private UnknownKeyword() {}

    /**
     * Looks at a schema and at those of its fields, at any depth.
     *
     * @param known the keywords that there are
     * @throws InvalidSchemaException if it has another
     */
    static void refuse(JsonNode schema, Set<String> known) {
        refuse(schema, known, "");
    }

    private static void refuse(JsonNode schema, Set<String> known, String path) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!known.contains(keyword.getKey())) {
                throw new InvalidSchemaException(JsonNodes.tokenStreamLocationOf(keyword.getValue()).getLineNr(),
                        (path.isEmpty() ? "the event" : path) + ": " + words(keyword.getKey()));
            }
        }
        schema.path("properties").properties().forEach(
                field -> refuse(field.getValue(), known, path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
        if (schema.has("items")) {
            refuse(schema.get("items"), known, path + "[]");
        }
    }

    private static String words(String keyword) {
        return "`" + keyword + "` is no keyword of a schema; " + new Spelling(keyword).meant(ShapeReader.KEYWORDS)
                .map(meant -> "did you mean `" + meant + "`?").orElse("take it away, or write what it says as `$comment`");
    }
}
