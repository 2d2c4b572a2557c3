package io.github.maskroute.forget;

import java.util.List;

/**
 * A column that stores tokens of a field, and what happens to their rows.
 *
 * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
 * @param column of text or of arrays of text; unquoted, as in the catalog
 * @param setNull columns to set to null, unquoted; if empty, the row is deleted
 */
public record ForgetRule(String table, String column, List<String> setNull) {

    public ForgetRule {
        setNull = List.copyOf(setNull);
    }

    /** Whether whole rows are deleted. */
    public boolean deletes() {
        return setNull.isEmpty();
    }
}
