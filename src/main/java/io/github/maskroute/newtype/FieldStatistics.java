package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the samples have at one place of the event: counts and names of fields, never a value. For one thread. */
final class FieldStatistics {

    /** Past it, an object's names are data. */
    private static final int MOST_NAMES = 200;

    /** Objects, and names that only one of them has, from which on such names tell of data. */
    private static final int MANY = 4;

    private final TextStatistics texts = new TextStatistics();
    /** As texts: a number may be a phone's or a card's. */
    private final TextStatistics numbers = new TextStatistics();
    private final Map<String, FieldStatistics> fields = new LinkedHashMap<>();

    private long seen;
    private long nulls;
    private long booleans;
    private long fractions;
    private long arrays;
    private long objects;
    private int mostItems;
    private boolean crowded;
    private @Nullable FieldStatistics items;

    void see(JsonNode value) {
        seen++;
        switch (value.getNodeType()) {
            case OBJECT -> seeObject(value);
            case ARRAY -> seeArray(value);
            case STRING -> texts.see(value.textValue());
            case NUMBER -> seeNumber(value);
            case BOOLEAN -> booleans++;
            default -> nulls++;
        }
    }

    private void seeObject(JsonNode object) {
        objects++;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (fields.size() == MOST_NAMES && !fields.containsKey(field.getKey())) {
                crowded = true;
                return;
            }
            fields.computeIfAbsent(field.getKey(), name -> new FieldStatistics()).see(field.getValue());
        }
    }

    private void seeArray(JsonNode array) {
        arrays++;
        mostItems = Math.max(mostItems, array.size());
        if (items == null) {
            items = new FieldStatistics();
        }
        array.forEach(items::see);
    }

    private void seeNumber(JsonNode number) {
        numbers.see(number.asText());
        if (!number.isIntegralNumber()) {
            fractions++;
        }
    }

    long seen() {
        return seen;
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

    /** The fields of the objects here, in the order in which they came. */
    Map<String, FieldStatistics> fields() {
        return fields;
    }

    /** Of the arrays here; nothing was seen there if all were empty. */
    FieldStatistics items() {
        return items == null ? new FieldStatistics() : items;
    }

    /** Whether all objects here have the field. */
    boolean always(String field) {
        FieldStatistics place = fields.get(field);
        return place != null && place.seen == objects;
    }

    /**
     * Whether the names of the objects' fields look like data, as in a map from people to scores: some look personal or are numbers;
     * or they differ from object to object while what they name is alike.
     */
    boolean isMap() {
        if (crowded || fields.keySet().stream().anyMatch(FieldName::looksLikeData)) {
            return true;
        }
        boolean noneInCommon = objects > 1 && fields.size() > 1
                && fields.keySet().stream().noneMatch(name -> always(name) || NameHint.of(name, "").isPresent());
        List<FieldStatistics> rare = fields.values().stream().filter(place -> place.seen == 1).toList();
        boolean mostlyRare = objects >= MANY && rare.size() >= MANY && rare.size() * 2 > fields.size();
        return noneInCommon && alike(fields.values()) || mostlyRare && alike(rare);
    }

    private static boolean alike(Collection<FieldStatistics> places) {
        return places.stream().map(place -> List.of(
                place.hasTexts(), place.hasNumbers(), place.hasBooleans(), place.hasArrays(), place.hasObjects())).distinct().count() == 1;
    }
}
