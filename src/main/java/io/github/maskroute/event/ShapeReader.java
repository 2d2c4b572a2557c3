package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import io.github.maskroute.mask.Mask;
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
 * Reads what a schema says of masks and of the fields that are stored as they come. For one thread, and one schema.
 *
 * <p>Fails closed: where a value could pass by its mask, or a field could pass that nobody named, the schema is refused.
 */
final class ShapeReader {

    private static final String X_MASK = "x-mask";

    /** Of JSON Schema all that neither names further fields nor chooses between shapes. */
    static final Set<String> KEYWORDS = Set.of("$schema", "$id", "$comment", "title", "description", "examples", "default",
            "deprecated", "readOnly", "writeOnly", "type", "enum", "const", "minLength", "maxLength", "pattern", "format", "minimum",
            "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "required", "dependentRequired", "properties",
            "minProperties", "maxProperties", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", X_MASK);

    private final Scheme scheme;
    private final List<MaskedField> masked = new ArrayList<>();
    private final Set<String> asTheyCome = new TreeSet<>();

    /** Of all fields, without brackets: what commands and reports call them by. */
    private final List<String> places = new ArrayList<>();

    /** @param scheme of tokens whose mask names none */
    ShapeReader(Scheme scheme) {
        this.scheme = scheme;
    }

    /** The results of masking that the schema asks for, in its order. */
    List<MaskedField> masked() {
        return masked;
    }

    /** Paths of the fields that are stored as they come. */
    Set<String> asTheyCome() {
        return asTheyCome;
    }

    /**
     * Reads the schema of events.
     *
     * @param schema is valid by the meta-schema
     * @throws InvalidSchemaException if masks could be passed by, or one is malformed
     */
    Shape.Fields event(JsonNode schema) {
        if (!schema.path("type").asText().equals("object") || schema.path("properties").isEmpty()) {
            throw new InvalidSchemaException(0, "the schema must have \"type\": \"object\" and name its \"properties\"");
        }
        if (schema.has(X_MASK)) {
            throw refused(schema, "the event", "`x-mask` stands at a text, not at the whole event");
        }
        checkKeywords(schema, "the event");
        Shape.Fields event = fields(schema, "");
        Set<String> paths = new TreeSet<>();
        Stream.concat(places.stream(), masked.stream().filter(field -> !field.as().isEmpty()).map(MaskedField::resultPath))
                .filter(path -> !paths.add(path)).findFirst().ifPresent(path -> {
                    throw refused(schema, "the event", "two fields would both be called `" + path + "`; give one of them a name without dots or brackets");
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

    /** Of a name beside a field, which must not take another field's place. */
    private static void checkNames(JsonNode schema, Map<String, Shape> shapes, String path) {
        Set<String> names = new TreeSet<>(shapes.keySet());
        shapes.values().stream().flatMap(ShapeReader::namesBeside).forEach(name -> {
            if (!names.add(name)) {
                throw refused(schema, path.isEmpty() ? "the event" : path,
                        "two results would have the name `" + name + "`; give each field and each `as` a name of its own");
            }
        });
    }

    private static Stream<String> namesBeside(Shape shape) {
        return shape instanceof Shape.SideBySide several ? several.shapes().keySet().stream().filter(name -> !name.isEmpty()) : Stream.of();
    }

    private Shape shape(JsonNode schema, String path) {
        if (!schema.isObject()) {
            throw refused(schema, path, "say what it is, for example {\"type\": \"string\", \"maxLength\": 64}");
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
            asTheyCome.add(path);
            return new Shape.Plain();
        }
        if (!types.equals(Set.of("string"))) {
            throw refused(schema, path, "a masked field is a string, a string that may be null, or an array of strings;"
                    + " correct its `type`, or take `x-mask` away");
        }
        return masked(schema, schema.get(X_MASK), path);
    }

    private Shape object(JsonNode schema, String path, Set<String> types) {
        if (types.size() > 1 || schema.path("properties").isEmpty()) {
            throw refused(schema, path, "an object must name its `properties`, and be nothing else but perhaps null");
        }
        if (schema.has(X_MASK)) {
            throw refused(schema, path, "`x-mask` stands at the texts of an object, not at the object");
        }
        return fields(schema, path);
    }

    private Shape array(JsonNode schema, String path, Set<String> types) {
        if (types.size() > 1 || !schema.path("items").isObject()) {
            throw refused(schema, path, "an array must say what its `items` are, and be nothing else but perhaps null");
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

    /** Several results of each item are several arrays. */
    private static Shape ofItems(JsonNode schema, Shape item, String path) {
        if (!(item instanceof Shape.SideBySide several)) {
            return new Shape.Items(item);
        }
        if (path.endsWith("[]")) {
            throw refused(schema, path, "a mask with `as` or `keep` stands at a field or an array of strings, not deeper");
        }
        Map<String, Shape> arrays = new LinkedHashMap<>();
        several.shapes().forEach((name, shape) -> arrays.put(name, new Shape.Items(shape)));
        return new Shape.SideBySide(Collections.unmodifiableMap(arrays));
    }

    private Shape masked(JsonNode schema, JsonNode mask, String path) {
        List<JsonNode> said = new ArrayList<>();
        (mask.isArray() ? mask : List.of(mask)).forEach(said::add);
        List<MaskedField> results = new ArrayList<>();
        try {
            said.forEach(one -> results.addAll(results(one, path)));
        } catch (IllegalArgumentException e) {
            throw refused(schema, path, String.valueOf(e.getMessage()));
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        results.forEach(result -> shapes.put(result.as(), new Shape.Masked(path, result.mask())));
        if (shapes.size() != results.size() || !shapes.containsKey("")) {
            throw refused(schema, path, "of several masks one has no `as` and stands in the field's place; each other has an `as` of its own");
        }
        masked.addAll(results);
        return shapes.size() == 1 ? shapes.values().iterator().next() : new Shape.SideBySide(Collections.unmodifiableMap(shapes));
    }

    private List<MaskedField> results(JsonNode said, String path) {
        Map<String, String> options = new HashMap<>();
        if (said.isTextual()) {
            options.put("kind", said.textValue());
        } else if (said.isObject()) {
            said.properties().forEach(option -> options.put(option.getKey(), option(option.getValue())));
        }
        String kind = options.remove("kind");
        if (kind == null) {
            throw new IllegalArgumentException("`x-mask` is a kind of mask, for example \"text\", an object with a `kind`, or a list of these");
        }
        String as = options.getOrDefault("as", "");
        if (options.remove("as") != null && as.isBlank()) {
            throw new IllegalArgumentException("`as` is the name of the result in the masked event, and not blank");
        }
        String domain = MaskedField.lastName(path).toLowerCase(Locale.ROOT);
        List<MaskedField> results = new ArrayList<>();
        String keep = options.remove("keep");
        results.add(new MaskedField(path, as, Mask.of(kind, options, scheme, domain)));
        if (keep != null) {
            if (!kind.equals("email") || !keep.equals("domain")) {
                throw new IllegalArgumentException("`keep` goes with the kind `email`, and is `domain`");
            }
            results.add(new MaskedField(path, MaskedField.lastName(path) + "_domain", Mask.of("email-domain", Map.of(), scheme, domain)));
        }
        return results;
    }

    /** Whatever else became a text, {@code null} say, would be taken for a name of the user's choice. */
    private static String option(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new IllegalArgumentException("an option of `x-mask` is a text, or a whole number");
        }
        return value.asText();
    }

    /** What it may be, null apart. */
    private static Set<String> types(JsonNode schema, String path) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type : List.of(type)).forEach(one -> types.add(one.asText()));
        types.remove("null");
        if (types.isEmpty() || types.contains("")) {
            throw refused(schema, path, "say its `type`, for example \"string\": without one an object could stand there, whose fields nobody named");
        }
        return types;
    }

    /** Nobody would look into them, and a mask there would be none. */
    private static void checkParts(JsonNode schema, Set<String> types, String path) {
        if (schema.has("properties") && !types.contains("object") || schema.has("items") && !types.contains("array")) {
            throw refused(schema, path, "`properties` are an object's, and `items` an array's; correct its `type`, or take them away");
        }
    }

    private static void checkKeywords(JsonNode schema, String path) {
        schema.fieldNames().forEachRemaining(name -> {
            boolean opens = name.equals("additionalProperties") && !schema.get(name).isBoolean();
            if (!KEYWORDS.contains(name) || opens) {
                throw refused(schema, path, "`" + name + "` cannot be used" + (opens ? " but as true or false" : "")
                        + ", since a value could pass by its mask; write out `properties` and `items`");
            }
        });
    }

    private static InvalidSchemaException refused(JsonNode schema, String path, String words) {
        int line = schema.isContainerNode() ? JsonNodes.tokenStreamLocationOf(schema).getLineNr() : 0;
        return new InvalidSchemaException(line, path + ": " + words);
    }
}
