package io.github.maskroute.remask;

import io.github.maskroute.remask.MaskedColumn.BlockRange;
import io.github.maskroute.remask.TokenReplacer.Replacement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rewrites the tokens of a range of blocks in the caller's transaction. Not thread-safe. */
final class RangeRewrite {

    private static final String SELECT = """
            SELECT ctid AS at, CAST(%2$s AS text) AS old FROM ONLY %1$s
            WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid) AND %2$s IS NOT NULL AND NOT starts_with(CAST(%2$s AS text), ?)
            """;

    /**
     * Skips rows that another transaction has locked, so it never waits for a row. A row that changed since it was read has another
     * {@code ctid} or another token, and does not match. The range is given twice, or the planner would scan the whole table.
     */
    private static final String UPDATE = """
            UPDATE ONLY %1$s AS t SET %2$s = free.renewed
            FROM (
                SELECT f.ctid AS at, n.renewed
                FROM ONLY %1$s AS f
                JOIN unnest(CAST(? AS tid[]), CAST(? AS text[]), CAST(? AS text[])) AS n (at, old, renewed)
                  ON f.ctid = n.at AND CAST(f.%2$s AS text) = n.old
                WHERE f.ctid >= CAST(? AS tid) AND f.ctid < CAST(? AS tid)
                FOR UPDATE OF f SKIP LOCKED
            ) AS free
            WHERE t.ctid = free.at AND t.ctid >= CAST(? AS tid) AND t.ctid < CAST(? AS tid)
            """;

    /**
     * What happened to rows that did not have a current token.
     *
     * @param rewritten rows with a new token
     * @param left skipped rows by reason; has no entry for a reason without rows
     */
    record Result(long rewritten, Map<SkipReason, Long> left) {

        static final Result NONE = new Result(0, Map.of());

        Result {
            left = Map.copyOf(left);
        }

        Result plus(Result other) {
            Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
            sum.putAll(left);
            other.left.forEach((reason, rows) -> sum.merge(reason, rows, Long::sum));
            return new Result(rewritten + other.rewritten, sum);
        }

        long leftRows() {
            return left.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Whether another pass over the same rows would change nothing. */
        boolean isFinal() {
            return rewritten == 0 && !left.containsKey(SkipReason.LOCKED);
        }
    }

    private record Row(String tid, String token) {}

    private final MaskedColumn column;
    private final TokenReplacer replacer;

    RangeRewrite(MaskedColumn column, TokenReplacer replacer) {
        this.column = column;
        this.replacer = replacer;
    }

    Result rewrite(Connection connection, BlockRange range) throws SQLException {
        List<Row> rows = read(connection, range);
        if (rows.isEmpty()) {
            return Result.NONE;
        }
        Map<SkipReason, Long> left = new EnumMap<>(SkipReason.class);
        Map<Row, String> changes = new LinkedHashMap<>();
        List<Replacement> replacements = replacer.replacements(connection, rows.stream().map(Row::token).toList());
        for (int i = 0; i < rows.size(); i++) {
            if (replacements.get(i) instanceof Replacement.To to) {
                changes.put(rows.get(i), to.token());
            } else if (replacements.get(i) instanceof Replacement.Skip skip) {
                left.merge(skip.reason(), 1L, Long::sum);
            }
        }
        int rewritten = changes.isEmpty() ? 0 : update(connection, range, changes);
        if (rewritten < changes.size()) {
            left.put(SkipReason.LOCKED, (long) changes.size() - rewritten);
        }
        return new Result(rewritten, left);
    }

    private List<Row> read(Connection connection, BlockRange range) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(String.format(Locale.ROOT, SELECT, range.table(), column.name()))) {
            select.setString(1, range.fromTid());
            select.setString(2, range.toTid());
            select.setString(3, replacer.prefix());
            try (ResultSet found = select.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(new Row(found.getString("at"), found.getString("old")));
                }
                return rows;
            }
        }
    }

    private int update(Connection connection, BlockRange range, Map<Row, String> changes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(String.format(Locale.ROOT, UPDATE, range.table(), column.name()))) {
            update.setArray(1, connection.createArrayOf("tid", changes.keySet().stream().map(Row::tid).toArray()));
            update.setArray(2, connection.createArrayOf("text", changes.keySet().stream().map(Row::token).toArray()));
            update.setArray(3, connection.createArrayOf("text", changes.values().toArray()));
            for (int parameter = 4; parameter <= 7; parameter += 2) {
                update.setString(parameter, range.fromTid());
                update.setString(parameter + 1, range.toTid());
            }
            return update.executeUpdate();
        }
    }
}
