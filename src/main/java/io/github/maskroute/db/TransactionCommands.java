package io.github.maskroute.db;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** What begins or ends a transaction, in SQL: with it a trial could store something, and a batch its half. */
public final class TransactionCommands {

    private static final Pattern COMMAND = Pattern.compile(
            "(?is)(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(?:COMMIT|END|ROLLBACK|ABORT|BEGIN|START|PREPARE|SAVEPOINT|RELEASE)\\b.*");

    private TransactionCommands() {}

    /**
     * Whether one of these statements is such a command.
     *
     * @param sql statements, with {@code ?} for parameters
     * @throws SQLException if that is no SQL
     */
    public static boolean areIn(String sql) throws SQLException {
        for (NativeQuery query : Parser.parseJdbcSql(sql, true, true, true, false, false)) {
            if (COMMAND.matcher(query.nativeSql).matches()) {
                return true;
            }
        }
        return false;
    }
}
