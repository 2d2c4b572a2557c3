package io.github.maskroute.remask;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A column with tokens, as the catalog knows it: no name that somebody typed goes into a statement.
 *
 * @param table its object id
 * @param qualifiedTable its name, qualified and quoted for SQL
 * @param name quoted for SQL
 * @param array whether it holds arrays of tokens
 */
public record MaskedColumn(long table, String qualifiedTable, String name, boolean array) {

    /**
     * A table that itself holds rows.
     *
     * @param name qualified and quoted for SQL
     * @param blocks how many it has
     */
    public record Leaf(String name, long blocks) {

        /** All of its blocks, some at a time. */
        public Stream<BlockRange> ranges() {
            return LongStream.iterate(0, from -> from < blocks, from -> from + BlockRange.BLOCKS)
                    .mapToObj(from -> new BlockRange(name, from, Math.min(blocks, from + BlockRange.BLOCKS)));
        }
    }

    /** Malformed name, too many parts, characters that the database does not have. */
    private static final Set<String> NO_NAME = Set.of("42602", "42601", "0A000", "22021");

    private static final String DESCRIBE = """
            SELECT c.relkind IN ('r', 'p') AS is_table, format('%I.%I', n.nspname, c.relname) AS qualified,
                   quote_ident(a.attname) AS name,
                   coalesce(e.typcategory, t.typcategory) = 'S' AS is_text, e.oid IS NOT NULL AS is_array
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = CAST(? AS text) AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE c.oid = ?
            """;

    /** Nobody can read the temporary tables of others, not even through a table that they inherit from. */
    private static final String LEAVES = """
            WITH RECURSIVE family AS (
                SELECT CAST(? AS oid) AS member
                UNION
                SELECT i.inhrelid FROM pg_inherits i JOIN family f ON i.inhparent = f.member
            )
            SELECT format('%I.%I', n.nspname, c.relname) AS name,
                   pg_relation_size(c.oid) / CAST(current_setting('block_size') AS bigint) AS blocks
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid IN (SELECT member FROM family) AND NOT pg_is_other_temp_schema(n.oid)
            ORDER BY name
            """;

    /**
     * Looks a column up.
     *
     * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
     * @param column unquoted
     * @throws IllegalArgumentException if there is no such table, or no such column of text, or of arrays of text, in it
     */
    public static MaskedColumn find(Connection connection, String table, String column) throws SQLException {
        long oid = oid(connection, table);
        try (PreparedStatement describe = connection.prepareStatement(DESCRIBE)) {
            describe.setString(1, column);
            describe.setLong(2, oid);
            try (ResultSet found = describe.executeQuery()) {
                if (!found.next() || !found.getBoolean("is_table")) {
                    throw new IllegalArgumentException("this is no table: a view or the like has no rows of its own");
                }
                String name = found.getString("name");
                if (name == null) {
                    throw new IllegalArgumentException("the table has no column of this name");
                }
                if (!found.getBoolean("is_text")) {
                    throw new IllegalArgumentException("the column holds no text, and so no tokens");
                }
                return new MaskedColumn(oid, found.getString("qualified"), name, found.getBoolean("is_array"));
            }
        }
    }

    /** All that hold rows of the table here: itself, its partitions, the tables that inherit from it, and so on down. */
    public List<Leaf> leaves(Connection connection) throws SQLException {
        try (PreparedStatement list = connection.prepareStatement(LEAVES)) {
            list.setLong(1, table);
            try (ResultSet found = list.executeQuery()) {
                List<Leaf> leaves = new ArrayList<>();
                while (found.next()) {
                    leaves.add(new Leaf(found.getString("name"), found.getLong("blocks")));
                }
                return leaves;
            }
        }
    }

    private static long oid(Connection connection, String table) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT CAST(to_regclass(CAST(? AS text)) AS oid)")) {
            find.setString(1, table);
            try (ResultSet found = find.executeQuery()) {
                found.next();
                long oid = found.getLong(1);
                if (!found.wasNull()) {
                    return oid;
                }
            }
        } catch (SQLException e) {
            if (!NO_NAME.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
        throw new IllegalArgumentException("the database has no table of this name; one with capitals goes in double quotes");
    }
}
