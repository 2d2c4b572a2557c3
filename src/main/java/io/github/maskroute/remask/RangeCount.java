package io.github.maskroute.remask;

import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Token;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Counts the tokens of a range of blocks by key. For one thread. */
final class RangeCount {

    private static final String SELECT = """
            SELECT split_part(CAST(%2$s AS text), '.', 1) || '.' || split_part(CAST(%2$s AS text), '.', 2) AS made_by, count(*) AS n
            FROM ONLY %1$s
            WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid) AND %2$s IS NOT NULL
            GROUP BY 1
            """;

    private final MaskedColumn column;

    RangeCount(MaskedColumn column) {
        this.column = column;
    }

    KeyCounts count(Connection connection, BlockRange range) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(String.format(Locale.ROOT, SELECT, range.table(), column.name()))) {
            select.setString(1, range.fromTid());
            select.setString(2, range.toTid());
            try (ResultSet found = select.executeQuery()) {
                Map<String, Long> rowsByKey = new HashMap<>();
                long withoutToken = 0;
                while (found.next()) {
                    if (isKey(found.getString("made_by"))) {
                        rowsByKey.put(found.getString("made_by"), found.getLong("n"));
                    } else {
                        withoutToken += found.getLong("n");
                    }
                }
                return KeyCounts.NONE.plus(rowsByKey, withoutToken);
            }
        }
    }

    /** Anything else may be part of a raw value, and is not to be shown. */
    private static boolean isKey(String madeBy) {
        try {
            Token.parse(madeBy + ".x");
            return true;
        } catch (MaskingException e) {
            return false;
        }
    }
}
