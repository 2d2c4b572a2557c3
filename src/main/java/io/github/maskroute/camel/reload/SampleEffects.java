package io.github.maskroute.camel.reload;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Reads from the database what storing a sample did in the transaction of its validation. For one thread. */
record SampleEffects(DataSource transaction) {

    /** The table of processed messages. */
    static final String LEDGER = "processed_message";

    private static final String INSERTED = "SELECT relname, n_tup_ins FROM pg_stat_xact_user_tables WHERE n_tup_ins > 0";
    private static final String COMMITS = "SELECT current_setting('synchronous_commit') <> 'off'";

    /** Whether a row was inserted between two counts, in any table except the ledger. */
    static boolean isStored(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .anyMatch(table -> !table.getKey().equals(LEDGER) && table.getValue() > before.getOrDefault(table.getKey(), 0L));
    }

    /** Number of rows inserted so far, by table. */
    Map<String, Long> inserted() throws SQLException {
        try (Connection connection = transaction.getConnection();
                Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(INSERTED)) {
            Map<String, Long> rows = new HashMap<>();
            while (table.next()) {
                rows.merge(table.getString(1), table.getLong(2), Long::sum);
            }
            return rows;
        }
    }

    /** Whether a commit would survive a crash of the server immediately after it. */
    boolean commitsDurably() throws SQLException {
        try (Connection connection = transaction.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(COMMITS)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
