package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text, number or truth value of the new type.
 *
 * @param schema without its mask
 * @param sample an invented value
 * @param type of its column
 * @param what it is, for people
 */
record Scalar(ObjectNode schema, JsonNode sample, String type, String what) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param mask of a place where all values are texts, if it is masked */
    static Scalar of(FieldStatistics place, Optional<MaskProposal> mask) {
        List<String> types = types(place);
        boolean text = place.hasTexts();
        ObjectNode schema = schema(types, place.nullable());
        int most = Math.max(place.texts().bound(), mask.map(MaskProposal::shortestBound).orElse(0));
        if (text) {
            schema.put("maxLength", most);
        }
        if (types.size() == 1 && text && mask.isEmpty()) {
            if (place.texts().allLook(ValueFormat.DATE)) {
                return new Scalar(schema.put("pattern", "^" + TextStatistics.DATE + "$"), JSON.textNode("2026-01-31"), "date", "date");
            }
            if (place.texts().allLook(ValueFormat.MOMENT)) {
                return new Scalar(
                        schema.put("pattern", "^" + TextStatistics.MOMENT + "$"), JSON.textNode("2026-01-31T12:00:00Z"), "timestamptz", "moment");
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

    private static List<String> types(FieldStatistics place) {
        List<String> types = new ArrayList<>();
        if (place.hasTexts()) {
            types.add("string");
        }
        if (place.hasNumbers()) {
            types.add(place.hasFractions() ? "number" : "integer");
        }
        if (place.hasBooleans()) {
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

    /** From ranges that are kept for documents: they belong to nobody. */
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
