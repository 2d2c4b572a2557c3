package io.github.maskroute.forget;

import io.github.maskroute.remask.BlockRange;
import io.github.maskroute.remask.MaskedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule as the catalog knows it, and its statements: no name that somebody wrote in a file goes into one. For connections that have
 * the {@link TokenTable}, in transactions that the caller holds.
 *
 * @param column with the tokens
 * @param setNull columns that become null, quoted for SQL; if there are none, the row is deleted
 */
record ErasureStatement(MaskedColumn column, List<String> setNull) {

    private static final String COLUMNS = """
            SELECT quote_ident(a.attname) AS name, a.attnotnull AS required, a.attgenerated <> '' AS generated
            FROM pg_attribute a WHERE a.attrelid = ? AND a.attname = CAST(? AS text) AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private static final String IN_RANGE = " WHERE t.ctid >= CAST(? AS tid) AND t.ctid < CAST(? AS tid) AND ";

    ErasureStatement {
        setNull = List.copyOf(setNull);
    }

    /**
     * Looks a rule's names up.
     *
     * @throws IllegalArgumentException if one is not there, or this cannot be done with it; names no table
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
                    throw new IllegalArgumentException("column " + name + " cannot be null: it is NOT NULL, or computed from others");
                }
                return found.getString("name");
            }
        }
    }

    /** Deletes or empties the rows of a range. @return how many */
    int erase(Connection connection, BlockRange range) throws SQLException {
        String deed = setNull.isEmpty() ? "DELETE FROM ONLY " + range.table() + " AS t"
                : "UPDATE ONLY " + range.table() + " AS t SET "
                        + setNull.stream().map(name -> name + " = NULL").collect(Collectors.joining(", "));
        try (PreparedStatement erase = connection.prepareStatement(deed + IN_RANGE + found())) {
            erase.setString(1, range.fromTid());
            erase.setString(2, range.toTid());
            return erase.executeUpdate();
        }
    }

    /** The rows that are there, in one snapshot: also those in partitions on other servers, which {@link #erase} does not reach. */
    long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // It may read the whole table, which takes as long as it takes.
            statement.execute("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0");
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + column.qualifiedTable() + " AS t WHERE " + found())) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private String found() {
        String held = "t." + column.name();
        String match = column.array()
                ? "EXISTS (SELECT FROM unnest(CAST(" + held + " AS text[])) AS held (token) JOIN " + TokenTable.TABLE + " USING (token))"
                : "EXISTS (SELECT FROM " + TokenTable.TABLE + " AS wanted WHERE wanted.token = CAST(" + held + " AS text))";
        return setNull.isEmpty() ? match
                : match + " AND num_nonnulls(" + setNull.stream().map(name -> "t." + name).collect(Collectors.joining(", ")) + ") > 0";
    }
}
