package io.github.maskroute.forget;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * All tokens of the values to forget, in a temporary table of the connection that statements join.
 *
 * @param values raw values; they never reach the database
 */
record TokenTable(FieldTokens tokens, List<String> values) {

    /** Name of the table for statements. Its only column is {@code token}. */
    static final String TABLE = "pg_temp.maskroute_wanted";

    private static final int BATCH = 1_000;

    /**
     * A failed attempt leaves its table behind, and the pool can return the same connection. With row security off, a policy that hides
     * rows from this login causes an error; otherwise the job would succeed without them.
     */
    private static final String CREATE = "SET row_security = off; DROP TABLE IF EXISTS " + TABLE
            + "; CREATE TEMPORARY TABLE maskroute_wanted (token text PRIMARY KEY)";
    private static final String INSERT = "INSERT INTO " + TABLE + " SELECT * FROM unnest(CAST(? AS text[])) ON CONFLICT DO NOTHING";

    /** Creates and fills the table. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            List<String> batch = new ArrayList<>();
            for (String value : values) {
                batch.addAll(tokens.all(value));
                if (batch.size() >= BATCH) {
                    insert(connection, batch);
                    batch.clear();
                }
            }
            insert(connection, batch);
            // Without statistics the planner expects a small table and may scan all of it for each row.
            statement.execute("ANALYZE " + TABLE);
        }
    }

    private static void insert(Connection connection, List<String> batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Array array = connection.createArrayOf("text", batch.toArray());
            insert.setArray(1, array);
            insert.executeUpdate();
        }
    }
}
