package io.github.maskroute.db;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** What begins or ends a transaction, in SQL: with it a trial could store something, and a batch its half. */
public final class TransactionCommands {

    private static final Pattern COMMAND = Pattern.compile(
            "(?is)(?:COMMIT|END|ROLLBACK|ABORT|BEGIN|START|PREPARE|SAVEPOINT|RELEASE)\\b.*");

    /** White space, and comments of one line. */
    private static final Pattern SKIPPED = Pattern.compile("(?:\\s++|--[^\\r\\n]*+)++");

    private TransactionCommands() {}

    /**
     * Whether one of these statements is such a command.
     *
     * @param sql statements, with {@code ?} for parameters
     * @throws SQLException if that is no SQL
     */
    public static boolean areIn(String sql) throws SQLException {
        for (NativeQuery query : Parser.parseJdbcSql(sql, true, true, true, false, false)) {
            if (COMMAND.matcher(withoutFirstComments(query.nativeSql)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL nests comments, which no regular expression can follow. */
    private static String withoutFirstComments(String sql) {
        int at = 0;
        for (int before = -1; before != at && at < sql.length(); ) {
            before = at;
            Matcher skipped = SKIPPED.matcher(sql).region(at, sql.length());
            at = skipped.lookingAt() ? skipped.end() : at;
            at = sql.startsWith("/*", at) ? Math.min(sql.length(), Parser.parseBlockComment(sql.toCharArray(), at) + 1) : at;
        }
        return sql.substring(at);
    }
}
