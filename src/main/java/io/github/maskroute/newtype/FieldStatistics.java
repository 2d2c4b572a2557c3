package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statistics of the samples' values at one path: counts and names of fields, never a value. Not thread-safe. */
final class FieldStatistics {

    /** With more names, the names of an object are data. */
    private static final int MAX_NAMES = 200;

    /** With at least this many objects, and names that only one of them has, the names are data. */
    private static final int MANY = 4;

    private final Set<JsonNodeType> types = EnumSet.noneOf(JsonNodeType.class);
    private final TextStatistics texts = new TextStatistics();
    /** Numbers as texts, since a number can be a phone or card number. */
    private final TextStatistics numbers = new TextStatistics();
    private final Map<String, FieldStatistics> fields = new LinkedHashMap<>();

    private long count;
    private long objects;
    private int mostItems;
    private boolean nullable;
    private boolean fractions;
    private boolean tooManyNames;
    private @Nullable FieldStatistics items;

    void add(JsonNode value) {
        count++;
        if (value.isNull()) {
            nullable = true;
            return;
        }
        types.add(value.getNodeType());
        if (value.isObject()) {
            objects++;
            addFields(value);
        } else if (value.isArray()) {
            addItems(value);
        } else if (value.isTextual()) {
            texts.add(value.textValue());
        } else if (value.isNumber()) {
            numbers.add(value.asText());
            fractions |= !value.isIntegralNumber();
        }
    }

    private void addFields(JsonNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (fields.size() == MAX_NAMES && !fields.containsKey(field.getKey())) {
                tooManyNames = true;
                return;
            }
            fields.computeIfAbsent(field.getKey(), name -> new FieldStatistics()).add(field.getValue());
        }
    }

    private void addItems(JsonNode array) {
        mostItems = Math.max(mostItems, array.size());
        if (items == null) {
            items = new FieldStatistics();
        }
        array.forEach(items::add);
    }

    /** The types of the values that are not null. */
    Set<JsonNodeType> types() {
        return types;
    }

    boolean has(JsonNodeType type) {
        return types.contains(type);
    }

    boolean hasScalars() {
        return has(JsonNodeType.STRING) || has(JsonNodeType.NUMBER) || has(JsonNodeType.BOOLEAN);
    }

    boolean hasFractions() {
        return fractions;
    }

    boolean nullable() {
        return nullable;
    }

    TextStatistics texts() {
        return texts;
    }

    TextStatistics numbers() {
        return numbers;
    }

    int mostItems() {
        return mostItems;
    }

    /** The fields of the objects, in the order of their first occurrence. */
    Map<String, FieldStatistics> fields() {
        return fields;
    }

    /** The items of the arrays. */
    FieldStatistics items() {
        return items == null ? new FieldStatistics() : items;
    }

    /** Whether all objects have the field. */
    boolean always(String field) {
        FieldStatistics statistics = fields.get(field);
        return statistics != null && statistics.count == objects;
    }

    /**
     * Whether the field names of the objects look like data, as in a map from persons to scores: some names look personal or are numbers,
     * or the names differ between objects while their values have the same types.
     */
    boolean isMap() {
        if (tooManyNames || fields.keySet().stream().anyMatch(FieldName::looksLikeData)) {
            return true;
        }
        boolean noneInCommon = objects > 1 && fields.size() > 1
                && fields.keySet().stream().noneMatch(name -> always(name) || NameHint.of(name, "").isPresent());
        List<FieldStatistics> rare = fields.values().stream().filter(field -> field.count == 1).toList();
        boolean mostlyRare = objects >= MANY && rare.size() >= MANY && rare.size() * 2 > fields.size();
        return noneInCommon && haveSameTypes(fields.values()) || mostlyRare && haveSameTypes(rare);
    }

    private static boolean haveSameTypes(Collection<FieldStatistics> fields) {
        return fields.stream().map(FieldStatistics::types).distinct().count() == 1;
    }
}
