package io.github.maskroute.db;

import java.util.Map;
import java.util.Optional;

/** Explains SQLStates of records for which the server names no constraint or column. Uses our own texts: the server's quote the value. */
final class SqlStateText {

    /** For the state of PL/pgSQL's {@code RAISE}, if it sets no other. */
    static final String RAISED = "raised by a trigger or function";

    private static final String OTHER_VALUE = "a value does not fit its column, or a function of the statement";

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("20000", "a function's CASE has no branch for a value"),
            Map.entry("21000", "a subquery of the statement found more than one row"),
            Map.entry("22001", "a text is longer than its column allows"),
            Map.entry("22003", "a number is out of its column's range"),
            Map.entry("22004", "a value is missing where the statement needs one"),
            Map.entry("22007", "a text is not a date or time"),
            Map.entry("22008", "a date or time does not exist in the calendar, or is out of its column's range"),
            Map.entry("22009", "a time zone is out of range"),
            Map.entry("22012", "the statement divides by a number that is zero"),
            Map.entry("22021", "a text has a character that the database's encoding does not have"),
            Map.entry("22P02", "a text is not a number, uuid, boolean or other value of its column's type"),
            Map.entry("22P05", "a text has a character, such as \\u0000, that the database cannot store"),
            Map.entry("44000", "the row is outside the view that it is inserted into"),
            Map.entry("54000", "a value is larger than PostgreSQL allows, for example in an index"),
            Map.entry("P0001", RAISED));

    private SqlStateText() {}

    /** The text of a state that only a record can cause; empty if it has none. */
    static Optional<String> of(String state) {
        return Optional.ofNullable(TEXTS.get(state)).or(() -> state.startsWith("22") ? Optional.of(OTHER_VALUE) : Optional.empty());
    }
}
