package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text, number or boolean of the new type.
 *
 * @param schema without its mask
 * @param sample an invented value
 * @param type of the column
 * @param what description for users
 */
record Scalar(ObjectNode schema, JsonNode sample, String type, String what) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param mask only if all values are texts */
    static Scalar of(FieldStatistics statistics, Optional<MaskProposal> mask) {
        List<String> types = types(statistics);
        boolean text = statistics.has(JsonNodeType.STRING);
        ObjectNode schema = schema(types, statistics.nullable());
        int most = Math.max(statistics.texts().bound(), mask.map(MaskProposal::minBound).orElse(0));
        if (text) {
            schema.put("maxLength", most);
        }
        if (types.size() == 1 && text && mask.isEmpty()) {
            if (statistics.texts().allMatch(ValueFormat.DATE)) {
                return new Scalar(schema.put("pattern", "^" + ValueFormat.DATE_PATTERN + "$"), JSON.textNode("2026-01-31"), "date", "date");
            }
            if (statistics.texts().allMatch(ValueFormat.MOMENT)) {
                return new Scalar(schema.put("pattern", "^" + ValueFormat.MOMENT_PATTERN + "$"), JSON.textNode("2026-01-31T12:00:00Z"),
                        "timestamptz", "date and time");
            }
        }
        String bound = text ? ", " + most + " characters at most" : "";
        return new Scalar(schema, sample(types.get(0), mask.map(MaskProposal::kind).orElse("")), column(types),
                String.join(" or ", types) + bound);
    }

    static ObjectNode schema(List<String> types, boolean nullable) {
        List<String> all = new ArrayList<>(types);
        if (nullable) {
            all.add("null");
        }
        ObjectNode schema = JSON.objectNode();
        if (all.size() == 1) {
            return schema.put("type", all.get(0));
        }
        all.forEach(schema.putArray("type")::add);
        return schema;
    }

    private static List<String> types(FieldStatistics statistics) {
        List<String> types = new ArrayList<>();
        if (statistics.has(JsonNodeType.STRING)) {
            types.add("string");
        }
        if (statistics.has(JsonNodeType.NUMBER)) {
            types.add(statistics.hasFractions() ? "number" : "integer");
        }
        if (statistics.has(JsonNodeType.BOOLEAN)) {
            types.add("boolean");
        }
        return types;
    }

    private static String column(List<String> types) {
        return switch (types.size() == 1 ? types.get(0) : "string") {
            case "integer" -> "bigint";
            case "number" -> "numeric";
            case "boolean" -> "boolean";
            default -> Column.TEXT;
        };
    }

    /** From ranges that are reserved for documentation. */
    private static JsonNode sample(String type, String kind) {
        return switch (type) {
            case "integer" -> JSON.numberNode(1);
            case "number" -> JSON.numberNode(1.5);
            case "boolean" -> JSON.booleanNode(true);
            default -> JSON.textNode(switch (kind) {
                case "address" -> "192.0.2.1";
                case "email" -> "someone@example.org";
                case "phone" -> "+12025550123";
                case "year" -> "2000-01-31";
                default -> "example";
            });
        };
    }
}
