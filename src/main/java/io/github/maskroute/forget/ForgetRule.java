package io.github.maskroute.forget;

import java.util.List;

/**
 * Where tokens of a field are stored, and what becomes of their rows.
 *
 * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
 * @param column with the tokens, of text or of arrays of text; as the catalog has it, unquoted
 * @param setNull columns that become null, named as that one is; if there are none, the row is deleted
 */
public record ForgetRule(String table, String column, List<String> setNull) {

    public ForgetRule {
        setNull = List.copyOf(setNull);
    }

    /** Whether rows go as a whole. */
    public boolean deletes() {
        return setNull.isEmpty();
    }
}
