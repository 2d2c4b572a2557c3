package io.github.maskroute.remask;

import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Token;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of a column, counted by the key of their token.
 *
 * @param rowsByKey rows by {@code scheme.key-id}
 * @param withoutToken rows whose text is not a token
 */
public record KeyCounts(SortedMap<String, Long> rowsByKey, long withoutToken) {

    static final KeyCounts NONE = new KeyCounts(new TreeMap<>(), 0);

    private static final String SELECT = """
            SELECT split_part(CAST(%2$s AS text), '.', 1) || '.' || split_part(CAST(%2$s AS text), '.', 2) AS made_by, count(*) AS n
            FROM ONLY %1$s
            WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid) AND %2$s IS NOT NULL
            GROUP BY 1
            """;

    /** Counts the rows of a range. */
    static KeyCounts of(Connection connection, MaskedColumn column, MaskedColumn.BlockRange range) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(String.format(Locale.ROOT, SELECT, range.table(), column.name()))) {
            select.setString(1, range.fromTid());
            select.setString(2, range.toTid());
            try (ResultSet found = select.executeQuery()) {
                SortedMap<String, Long> rowsByKey = new TreeMap<>();
                long withoutToken = 0;
                while (found.next()) {
                    if (isKey(found.getString("made_by"))) {
                        rowsByKey.put(found.getString("made_by"), found.getLong("n"));
                    } else {
                        withoutToken += found.getLong("n");
                    }
                }
                return new KeyCounts(rowsByKey, withoutToken);
            }
        }
    }

    KeyCounts plus(KeyCounts other) {
        SortedMap<String, Long> sum = new TreeMap<>(rowsByKey);
        other.rowsByKey.forEach((key, rows) -> sum.merge(key, rows, Long::sum));
        return new KeyCounts(sum, withoutToken + other.withoutToken);
    }

    /** Text of any other shape can be part of a raw value and must not be shown. */
    private static boolean isKey(String madeBy) {
        try {
            Token.parse(madeBy + ".x");
            return true;
        } catch (MaskingException e) {
            return false;
        }
    }
}
