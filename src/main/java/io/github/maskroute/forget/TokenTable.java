package io.github.maskroute.forget;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * All tokens of the values that are to be forgotten, in a temporary table of the connection, so that statements can join them.
 *
 * @param tokens of the field
 * @param values raw; they never reach the database
 */
record TokenTable(FieldTokens tokens, List<String> values) {

    /** The table, for statements; its only column is {@code token}. */
    static final String TABLE = "pg_temp.maskroute_wanted";

    private static final int BATCH = 1_000;

    /**
     * An attempt that failed half way leaves its table behind: the pool may give the same connection again. Rows that a policy hides from
     * this login are an error and not a success.
     */
    private static final String BEGIN = "SET row_security = off; DROP TABLE IF EXISTS " + TABLE
            + "; CREATE TEMPORARY TABLE maskroute_wanted (token text PRIMARY KEY)";
    private static final String INSERT = "INSERT INTO " + TABLE + " SELECT * FROM unnest(CAST(? AS text[])) ON CONFLICT DO NOTHING";

    /** Fills the table of a connection. */
    void load(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            List<String> batch = new ArrayList<>();
            for (String value : values) {
                batch.addAll(tokens.all(value));
                if (batch.size() >= BATCH) {
                    insert(connection, batch);
                    batch.clear();
                }
            }
            insert(connection, batch);
            // Otherwise the server expects a small table, and may read all of it again and again.
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
