package io.github.maskroute.remask;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Counts the rows that are not as they should be, in one snapshot: no row can move behind its back, as it can behind a pass.
 * Through the table itself, it also sees what passes do not reach, such as partitions on other servers. For one thread.
 */
final class FinalCheck {

    /** It reads the whole table, which takes as long as it takes. */
    private static final String LIMITS = "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0";

    private static final String COUNT = """
            SELECT count(*) FROM %1$s WHERE %2$s IS NOT NULL AND NOT starts_with(CAST(%2$s AS text), ?)
            """;

    private final MaskedColumn column;
    private final String prefix;

    /** @param prefix what tokens begin with that are as they should be */
    FinalCheck(MaskedColumn column, String prefix) {
        this.column = column;
        this.prefix = prefix;
    }

    /** In a transaction that the caller holds, and that cannot write from here on. */
    long count(Connection connection) throws SQLException {
        try (Statement limits = connection.createStatement()) {
            limits.execute(LIMITS);
        }
        String sql = String.format(Locale.ROOT, COUNT, column.qualifiedTable(), column.name());
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            count.setString(1, prefix);
            try (ResultSet found = count.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
