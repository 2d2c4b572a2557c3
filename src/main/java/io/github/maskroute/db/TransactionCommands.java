package io.github.maskroute.db;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Detects SQL that begins or ends a transaction: with it a validation could store rows, or a batch only half of its rows. */
public final class TransactionCommands {

    private static final Pattern COMMAND = Pattern.compile(
            "(?is)(?:COMMIT|END|ROLLBACK|ABORT|BEGIN|START|PREPARE|SAVEPOINT|RELEASE)\\b.*");

    /** White space, and single-line comments. */
    private static final Pattern SKIPPED = Pattern.compile("(?:\\s++|--[^\\r\\n]*+)++");

    private TransactionCommands() {}

    /**
     * Whether one of these statements begins or ends a transaction.
     *
     * @param sql statements, with {@code ?} for parameters
     * @throws SQLException if the driver cannot parse them
     */
    public static boolean areIn(String sql) throws SQLException {
        for (NativeQuery query : Parser.parseJdbcSql(sql, true, true, true, false, false)) {
            if (COMMAND.matcher(withoutFirstComments(query.nativeSql)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL's comments can be nested, which a regular expression cannot match. */
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
