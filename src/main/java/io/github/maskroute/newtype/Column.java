package io.github.maskroute.newtype;

import java.util.List;

/**
 * A column of the new type's table.
 *
 * @param path field names from the root of the event to the value
 * @param type of the column, or of the items if it is an array
 * @param required whether every event has a value
 * @param masked whether the value is masked
 */
record Column(List<String> path, String type, boolean array, boolean required, boolean masked) {

    static final String TEXT = "text";
    static final String JSON = "jsonb";

    String declared() {
        return type + (array && !type.equals(JSON) ? "[]" : "") + (required ? " NOT NULL" : "");
    }

    /** The SQL expression of the value. Uses arrow operators only, since {@code #>>} has another meaning in camel-sql. */
    String expression() {
        String value = steps(path.size());
        String text = steps(path.size() - 1) + "->>" + SqlName.literal(path.get(path.size() - 1));
        if (!array) {
            return cast(text);
        }
        String items = type.equals(JSON)
                ? value : "ARRAY(SELECT " + cast("item") + " FROM jsonb_array_elements_text(" + value + ") AS item)";
        // jsonb_array_elements fails for anything that is not an array.
        return "CASE jsonb_typeof(" + value + ") WHEN 'array' THEN " + items + " END";
    }

    private String steps(int count) {
        StringBuilder steps = new StringBuilder("event");
        path.subList(0, count).forEach(name -> steps.append("->").append(SqlName.literal(name)));
        return steps.toString();
    }

    /** JSON can represent an integer as 1.0 or 1e3, which integer types do not parse. */
    private String cast(String text) {
        return type.equals(TEXT) ? text : "CAST(" + text + " AS " + (type.equals("bigint") ? "numeric" : type) + ")";
    }
}
