package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statistics of the samples' values at one path: counts and names of fields, never a value. Not thread-safe. */
final class FieldStatistics {

    /** With more names, the names of an object are data. */
    private static final int MAX_NAMES = 200;

    /** With at least this many objects, and names that only one of them has, the names are data. */
    private static final int MANY = 4;

    private final TextStatistics texts = new TextStatistics();
    /** Numbers as texts, since a number can be a phone or card number. */
    private final TextStatistics numbers = new TextStatistics();
    private final Map<String, FieldStatistics> fields = new LinkedHashMap<>();

    private long count;
    private long nulls;
    private long booleans;
    private long fractions;
    private long arrays;
    private long objects;
    private int mostItems;
    private boolean tooManyNames;
    private @Nullable FieldStatistics items;

    void add(JsonNode value) {
        count++;
        switch (value.getNodeType()) {
            case OBJECT -> addObject(value);
            case ARRAY -> addArray(value);
            case STRING -> texts.add(value.textValue());
            case NUMBER -> addNumber(value);
            case BOOLEAN -> booleans++;
            default -> nulls++;
        }
    }

    private void addObject(JsonNode object) {
        objects++;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (fields.size() == MAX_NAMES && !fields.containsKey(field.getKey())) {
                tooManyNames = true;
                return;
            }
            fields.computeIfAbsent(field.getKey(), name -> new FieldStatistics()).add(field.getValue());
        }
    }

    private void addArray(JsonNode array) {
        arrays++;
        mostItems = Math.max(mostItems, array.size());
        if (items == null) {
            items = new FieldStatistics();
        }
        array.forEach(items::add);
    }

    private void addNumber(JsonNode number) {
        numbers.add(number.asText());
        if (!number.isIntegralNumber()) {
            fractions++;
        }
    }

    long count() {
        return count;
    }

    boolean nullable() {
        return nulls > 0;
    }

    boolean hasBooleans() {
        return booleans > 0;
    }

    boolean hasNumbers() {
        return numbers.count() > 0;
    }

    boolean hasFractions() {
        return fractions > 0;
    }

    boolean hasTexts() {
        return texts.count() > 0;
    }

    boolean hasScalars() {
        return hasTexts() || hasNumbers() || hasBooleans();
    }

    boolean hasArrays() {
        return arrays > 0;
    }

    boolean hasObjects() {
        return objects > 0;
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
        return fields.stream().map(field -> List.of(
                field.hasTexts(), field.hasNumbers(), field.hasBooleans(), field.hasArrays(), field.hasObjects())).distinct().count() == 1;
    }
}
