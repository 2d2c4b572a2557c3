package io.github.maskroute.newtype;

import java.util.List;

/**
 * A column of the new type's table.
 *
 * @param path names of the fields that lead to its value
 * @param type of the column, or, of an array, of its items
 * @param required whether every event has a value there
 * @param masked whether that value is masked
 */
record Column(List<String> path, String type, boolean array, boolean required, boolean masked) {

    static final String TEXT = "text";
    static final String JSON = "jsonb";

    String declared() {
        return type + (array && !type.equals(JSON) ? "[]" : "") + (required ? " NOT NULL" : "");
    }

    /** Where the statement takes it from. Arrows alone: {@code #>>} means something else to camel-sql. */
    String expression() {
        String value = steps(path.size());
        String text = steps(path.size() - 1) + "->>" + SqlName.literal(path.get(path.size() - 1));
        if (!array) {
            return cast(text);
        }
        String items = type.equals(JSON)
                ? value : "ARRAY(SELECT " + cast("item") + " FROM jsonb_array_elements_text(" + value + ") AS item)";
        // Of null, or no array at all, there are no elements.
        return "CASE jsonb_typeof(" + value + ") WHEN 'array' THEN " + items + " END";
    }

    private String steps(int count) {
        StringBuilder steps = new StringBuilder("event");
        path.subList(0, count).forEach(name -> steps.append("->").append(SqlName.literal(name)));
        return steps.toString();
    }

    /** JSON may write a whole number as 1.0 or 1e3, which no integer type reads. */
    private String cast(String text) {
        return type.equals(TEXT) ? text : "CAST(" + text + " AS " + (type.equals("bigint") ? "numeric" : type) + ")";
    }
}
