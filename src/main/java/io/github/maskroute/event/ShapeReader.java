package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import io.github.maskroute.mask.MaskKind;
import io.github.maskroute.mask.Scheme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the masks and the unmasked fields of one schema. Not thread-safe.
 *
 * <p>Fails closed: rejects a schema that would let a value bypass its mask, or let an unnamed field pass.
 */
final class ShapeReader {

    private static final String X_MASK = "x-mask";

    /** The supported keywords of JSON Schema: none of them adds fields or selects between schemas. */
    static final Set<String> KEYWORDS = Set.of("$schema", "$id", "$comment", "title", "description", "examples", "default",
            "deprecated", "readOnly", "writeOnly", "type", "enum", "const", "minLength", "maxLength", "pattern", "format", "minimum",
            "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "required", "dependentRequired", "properties",
            "minProperties", "maxProperties", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", X_MASK);

    private final Scheme scheme;
    private final List<MaskedField> masked = new ArrayList<>();
    private final Set<String> unmasked = new TreeSet<>();

    /** Paths of all fields, without brackets. Commands and reports use them as names. */
    private final List<String> places = new ArrayList<>();

    /** @param scheme default scheme of tokens */
    ShapeReader(Scheme scheme) {
        this.scheme = scheme;
    }

    /** The results of masking, in the schema's order. */
    List<MaskedField> masked() {
        return masked;
    }

    /** Paths of the fields that are stored unmasked. */
    Set<String> unmasked() {
        return unmasked;
    }

    /**
     * Reads the schema of events.
     *
     * @param schema a schema that is valid by the meta-schema
     * @throws InvalidSchemaException if a value could bypass its mask, or a mask is malformed
     */
    Shape.Fields event(JsonNode schema) {
        if (!schema.path("type").asText().equals("object") || schema.path("properties").isEmpty()) {
            throw new InvalidSchemaException(0, "the schema must have \"type\": \"object\" and name its \"properties\"");
        }
        if (schema.has(X_MASK)) {
            throw refused(schema, "the event", "`x-mask` belongs to a string, not to the whole event");
        }
        checkKeywords(schema, "the event");
        Shape.Fields event = fields(schema, "");
        Set<String> paths = new TreeSet<>();
        Stream.concat(places.stream(), masked.stream().filter(field -> !field.as().isEmpty()).map(MaskedField::resultPath))
                .filter(path -> !paths.add(path)).findFirst().ifPresent(path -> {
                    throw refused(schema, "the event",
                            "two fields would both have the name `" + path + "`; give one of them a name without dots or brackets");
                });
        return event;
    }

    private Shape.Fields fields(JsonNode schema, String path) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            String here = path.isEmpty() ? name : path + "." + name;
            places.add(here.replace("[]", ""));
            shapes.put(name, shape(property.getValue(), here));
        }
        checkNames(schema, shapes, path);
        return new Shape.Fields(Collections.unmodifiableMap(shapes));
    }

    /** An additional result must not replace another field. */
    private static void checkNames(JsonNode schema, Map<String, Shape> shapes, String path) {
        Set<String> names = new TreeSet<>(shapes.keySet());
        shapes.values().stream().flatMap(ShapeReader::additionalNames).forEach(name -> {
            if (!names.add(name)) {
                throw refused(schema, path.isEmpty() ? "the event" : path,
                        "two results would have the name `" + name + "`; give each field and each `as` its own name");
            }
        });
    }

    private static Stream<String> additionalNames(Shape shape) {
        return shape instanceof Shape.SideBySide several ? several.shapes().keySet().stream().filter(name -> !name.isEmpty()) : Stream.of();
    }

    private Shape shape(JsonNode schema, String path) {
        if (!schema.isObject()) {
            throw refused(schema, path, "give its schema, for example {\"type\": \"string\", \"maxLength\": 64}");
        }
        checkKeywords(schema, path);
        Set<String> types = types(schema, path);
        checkParts(schema, types, path);
        if (types.contains("object")) {
            return object(schema, path, types);
        }
        if (types.contains("array")) {
            return array(schema, path, types);
        }
        if (!schema.has(X_MASK)) {
            unmasked.add(path);
            return new Shape.Plain();
        }
        if (!types.equals(Set.of("string"))) {
            throw refused(schema, path, "a masked field is a string, a string that may be null, or an array of strings;"
                    + " correct its `type`, or remove `x-mask`");
        }
        return masked(schema, schema.get(X_MASK), path);
    }

    private Shape object(JsonNode schema, String path, Set<String> types) {
        if (types.size() > 1 || schema.path("properties").isEmpty()) {
            throw refused(schema, path, "an object must name its `properties`, and may have no other type except null");
        }
        if (schema.has(X_MASK)) {
            throw refused(schema, path, "`x-mask` belongs to the strings of an object, not to the object");
        }
        return fields(schema, path);
    }

    private Shape array(JsonNode schema, String path, Set<String> types) {
        if (types.size() > 1 || !schema.path("items").isObject()) {
            throw refused(schema, path, "an array must have a schema for its `items`, and may have no other type except null");
        }
        JsonNode items = schema.get("items");
        String itemPath = path + "[]";
        if (!schema.has(X_MASK)) {
            return ofItems(schema, shape(items, itemPath), path);
        }
        checkKeywords(items, itemPath);
        if (items.has(X_MASK) || !types(items, itemPath).equals(Set.of("string"))) {
            throw refused(schema, path, "a masked array has strings for `items`, and `x-mask` once");
        }
        return ofItems(schema, masked(schema, schema.get(X_MASK), itemPath), path);
    }

    /** Several results per item become several arrays. */
    private static Shape ofItems(JsonNode schema, Shape item, String path) {
        if (!(item instanceof Shape.SideBySide several)) {
            return new Shape.Items(item);
        }
        if (path.endsWith("[]")) {
            throw refused(schema, path, "a mask with `as` or `keep` belongs to a field or an array of strings, not to nested arrays");
        }
        Map<String, Shape> arrays = new LinkedHashMap<>();
        several.shapes().forEach((name, shape) -> arrays.put(name, new Shape.Items(shape)));
        return new Shape.SideBySide(Collections.unmodifiableMap(arrays));
    }

    private Shape masked(JsonNode schema, JsonNode mask, String path) {
        List<JsonNode> definitions = new ArrayList<>();
        (mask.isArray() ? mask : List.of(mask)).forEach(definitions::add);
        List<MaskedField> results = new ArrayList<>();
        try {
            definitions.forEach(definition -> results.addAll(results(definition, path)));
        } catch (IllegalArgumentException e) {
            throw refused(schema, path, String.valueOf(e.getMessage()));
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        results.forEach(result -> shapes.put(result.as(), new Shape.Masked(path, result.mask())));
        if (shapes.size() != results.size() || !shapes.containsKey("")) {
            throw refused(schema, path,
                    "of several masks, exactly one has no `as` and replaces the field; each of the others needs its own `as`");
        }
        masked.addAll(results);
        return shapes.size() == 1 ? shapes.values().iterator().next() : new Shape.SideBySide(Collections.unmodifiableMap(shapes));
    }

    private List<MaskedField> results(JsonNode definition, String path) {
        Map<String, String> options = new HashMap<>();
        if (definition.isTextual()) {
            options.put("kind", definition.textValue());
        } else if (definition.isObject()) {
            definition.properties().forEach(option -> options.put(option.getKey(), option(option.getValue())));
        }
        String kind = options.remove("kind");
        if (kind == null) {
            throw new IllegalArgumentException(
                    "`x-mask` is a kind of mask, for example \"text\", an object with a `kind`, or a list of these");
        }
        String as = options.getOrDefault("as", "");
        if (options.remove("as") != null && as.isBlank()) {
            throw new IllegalArgumentException("`as` is the name of the result in the masked event; it must not be blank");
        }
        String domain = MaskedField.lastName(path).toLowerCase(Locale.ROOT);
        List<MaskedField> results = new ArrayList<>();
        String keep = options.remove("keep");
        results.add(new MaskedField(path, as, MaskKind.named(kind).mask(options, scheme, domain)));
        if (keep != null) {
            if (!kind.equals("email") || !keep.equals("domain")) {
                throw new IllegalArgumentException("`keep` is only for the kind `email`, and must be `domain`");
            }
            results.add(new MaskedField(
                    path, MaskedField.lastName(path) + "_domain", MaskKind.EMAIL_DOMAIN.mask(Map.of(), scheme, domain)));
        }
        return results;
    }

    /** Other JSON values are rejected: {@code null}, converted to text, would pass as a name that the user chose. */
    private static String option(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new IllegalArgumentException("an option of `x-mask` is a string or an integer");
        }
        return value.asText();
    }

    /** The allowed types, without null. */
    private static Set<String> types(JsonNode schema, String path) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type : List.of(type)).forEach(one -> types.add(one.asText()));
        types.remove("null");
        if (types.isEmpty() || types.contains("")) {
            throw refused(schema, path,
                    "give its `type`, for example \"string\": without one it could be an object with fields that the schema does not name");
        }
        return types;
    }

    /** Such keywords would be ignored, and a mask in them would have no effect. */
    private static void checkParts(JsonNode schema, Set<String> types, String path) {
        if (schema.has("properties") && !types.contains("object") || schema.has("items") && !types.contains("array")) {
            throw refused(schema, path, "`properties` belong to an object, and `items` to an array; correct its `type`, or remove them");
        }
    }

    private static void checkKeywords(JsonNode schema, String path) {
        schema.fieldNames().forEachRemaining(name -> {
            boolean extendable = name.equals("additionalProperties") && !schema.get(name).isBoolean();
            if (!KEYWORDS.contains(name) || extendable) {
                throw refused(schema, path, "`" + name + "` cannot be used" + (extendable ? " except as true or false" : "")
                        + ": a value could bypass its mask; write out `properties` and `items`");
            }
        });
    }

    private static InvalidSchemaException refused(JsonNode schema, String path, String problem) {
        int line = schema.isContainerNode() ? JsonNodes.tokenStreamLocationOf(schema).getLineNr() : 0;
        return new InvalidSchemaException(line, path + ": " + problem);
    }
}
