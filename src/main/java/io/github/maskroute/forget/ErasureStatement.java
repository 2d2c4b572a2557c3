package io.github.maskroute.forget;

import io.github.maskroute.remask.MaskedColumn;
import io.github.maskroute.remask.MaskedColumn.BlockRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a rule. All names come from the database catalog: no name from a file goes into a statement. Runs on connections that
 * have the {@link TokenTable}, in the caller's transactions.
 *
 * @param column with the tokens
 * @param setNull columns to set to null, quoted for SQL; if empty, rows are deleted
 */
record ErasureStatement(MaskedColumn column, List<String> setNull) {

    private static final String COLUMNS = """
            SELECT quote_ident(a.attname) AS name, a.attnotnull AS required, a.attgenerated <> '' AS generated
            FROM pg_attribute a WHERE a.attrelid = ? AND a.attname = CAST(? AS text) AND a.attnum > 0 AND NOT a.attisdropped
            """;

    ErasureStatement {
        setNull = List.copyOf(setNull);
    }

    /**
     * Finds the table and columns of a rule in the catalog.
     *
     * @throws IllegalArgumentException if one does not exist or cannot be used so; the message does not name the table
     */
    static ErasureStatement find(Connection connection, ForgetRule rule) throws SQLException {
        MaskedColumn column = MaskedColumn.find(connection, rule.table(), rule.column());
        List<String> setNull = new ArrayList<>();
        for (String name : rule.setNull()) {
            setNull.add(nullable(connection, column, name));
        }
        return new ErasureStatement(column, setNull);
    }

    private static String nullable(Connection connection, MaskedColumn column, String name) throws SQLException {
        try (PreparedStatement describe = connection.prepareStatement(COLUMNS)) {
            describe.setLong(1, column.table());
            describe.setString(2, name);
            try (ResultSet found = describe.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalArgumentException("the table has no column " + name);
                }
                if (found.getBoolean("required") || found.getBoolean("generated")) {
                    throw new IllegalArgumentException("column " + name + " cannot be null: it is NOT NULL or a generated column");
                }
                return found.getString("name");
            }
        }
    }

    /**
     * Deletes the rows of a range, or sets their columns to null.
     *
     * @return number of rows
     */
    long erase(Connection connection, BlockRange range) throws SQLException {
        String change = setNull.isEmpty() ? "DELETE FROM ONLY " + range.table() + " AS t"
                : "UPDATE ONLY " + range.table() + " AS t SET "
                        + setNull.stream().map(name -> name + " = NULL").collect(Collectors.joining(", "));
        String inRange = " WHERE t.ctid >= CAST(? AS tid) AND t.ctid < CAST(? AS tid) AND ";
        try (PreparedStatement erase = connection.prepareStatement(change + inRange + condition())) {
            erase.setString(1, range.fromTid());
            erase.setString(2, range.toTid());
            return erase.executeUpdate();
        }
    }

    /** Counts the rows to erase in one snapshot. Includes rows that {@link #erase} does not reach, such as those of foreign partitions. */
    long count(Connection connection) throws SQLException {
        return column.count(connection, condition());
    }

    private String condition() {
        String cell = "t." + column.name();
        String match = column.array()
                ? "EXISTS (SELECT FROM unnest(CAST(" + cell + " AS text[])) AS held (token) JOIN " + TokenTable.TABLE + " USING (token))"
                : "EXISTS (SELECT FROM " + TokenTable.TABLE + " AS wanted WHERE wanted.token = CAST(" + cell + " AS text))";
        return setNull.isEmpty() ? match
                : match + " AND num_nonnulls(" + setNull.stream().map(name -> "t." + name).collect(Collectors.joining(", ")) + ") > 0";
    }
}
