package io.github.maskroute.remask;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A column of tokens. All names come from the database catalog: no name from a user or a file goes into a statement.
 *
 * @param table object id of the table
 * @param qualifiedTable qualified and quoted for SQL
 * @param name of the column, quoted for SQL
 * @param array whether the column holds arrays of tokens
 */
public record MaskedColumn(long table, String qualifiedTable, String name, boolean array) {

    /**
     * A table that holds rows itself.
     *
     * @param name qualified and quoted for SQL
     * @param blocks number of its blocks
     */
    public record Leaf(String name, long blocks) {

        /** All blocks, in ranges. */
        public Stream<BlockRange> ranges() {
            return LongStream.iterate(0, from -> from < blocks, from -> from + BlockRange.BLOCKS)
                    .mapToObj(from -> new BlockRange(name, from, Math.min(blocks, from + BlockRange.BLOCKS)));
        }
    }

    /**
     * The blocks of a table that one transaction processes.
     *
     * @param table qualified and quoted for SQL
     * @param from first block
     * @param to block after the last
     */
    public record BlockRange(String table, long from, long to) {

        /** A block of 8 kB holds 226 rows at most, so a transaction processes 3,616 at most. */
        static final int BLOCKS = 16;

        /** Lower bound of the rows' {@code ctid}, inclusive. */
        public String fromTid() {
            return "(" + from + ",0)";
        }

        /** Upper bound of the rows' {@code ctid}, exclusive. */
        public String toTid() {
            return "(" + to + ",0)";
        }
    }

    /** Malformed name, too many parts, characters that the database encoding lacks. */
    private static final Set<String> MALFORMED_NAME = Set.of("42602", "42601", "0A000", "22021");

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

    /** Without temporary tables of other sessions: no other session can read those, not even through a parent table. */
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
     * Finds a column in the catalog.
     *
     * @param table {@code table} or {@code schema.table}, quoted where SQL needs it
     * @param column unquoted
     * @throws IllegalArgumentException if the table does not exist, or has no such column of text or of arrays of text
     */
    public static MaskedColumn find(Connection connection, String table, String column) throws SQLException {
        long oid = oid(connection, table);
        try (PreparedStatement describe = connection.prepareStatement(DESCRIBE)) {
            describe.setString(1, column);
            describe.setLong(2, oid);
            try (ResultSet found = describe.executeQuery()) {
                if (!found.next() || !found.getBoolean("is_table")) {
                    throw new IllegalArgumentException("this is not a table; name a table, since a view has no rows of its own");
                }
                String name = found.getString("name");
                if (name == null) {
                    throw new IllegalArgumentException("the table has no column of this name");
                }
                if (!found.getBoolean("is_text")) {
                    throw new IllegalArgumentException("the column does not hold text, so it holds no tokens");
                }
                return new MaskedColumn(oid, found.getString("qualified"), name, found.getBoolean("is_array"));
            }
        }
    }

    /** All local tables that hold rows of this table: itself, its partitions, and tables that inherit from it, at any depth. */
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

    /**
     * Counts rows in one snapshot, so no row can move unseen as it can during a walk. Includes rows that a walk does not reach, such as
     * those of foreign partitions. The caller's transaction becomes read-only and loses its time limit, since this reads the whole table.
     *
     * @param condition in SQL, on the table as {@code t}
     * @param parameters of the condition
     */
    public long count(Connection connection, String condition, String... parameters) throws SQLException {
        String query = "SELECT count(*) FROM " + qualifiedTable + " AS t WHERE " + condition;
        try (Statement limits = connection.createStatement(); PreparedStatement count = connection.prepareStatement(query)) {
            limits.execute("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0");
            for (int i = 0; i < parameters.length; i++) {
                count.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = count.executeQuery()) {
                found.next();
                return found.getLong(1);
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
            if (!MALFORMED_NAME.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
        throw new IllegalArgumentException("the database has no table of this name; put a name with capitals in double quotes");
    }
}
