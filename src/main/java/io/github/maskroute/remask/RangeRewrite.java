package io.github.maskroute.remask;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rewrites the tokens of a range of blocks, in a transaction that the caller holds. For one thread. */
final class RangeRewrite {

    private static final String SELECT = """
            SELECT ctid AS at, CAST(%2$s AS text) AS old FROM ONLY %1$s
            WHERE ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid) AND %2$s IS NOT NULL AND NOT starts_with(CAST(%2$s AS text), ?)
            """;

    /**
     * Rows that somebody else holds are left out, and so nothing waits here; a row that changed since it was read has another
     * place or another token. The range stands twice, lest the server look at the whole table.
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

    /** Rows as they were read: their places and their tokens, in one order. */
    private record Rows(List<String> places, List<String> tokens) {}

    private final MaskedColumn column;
    private final TokenReplacer renewals;

    RangeRewrite(MaskedColumn column, TokenReplacer renewals) {
        this.column = column;
        this.renewals = renewals;
    }

    PassResult rewrite(Connection connection, BlockRange range) throws SQLException {
        Rows rows = read(connection, range);
        if (rows.places().isEmpty()) {
            return PassResult.NOTHING;
        }
        Map<SkipReason, Long> left = new EnumMap<>(SkipReason.class);
        List<String[]> changes = new ArrayList<>();
        List<Replacement> renewed = renewals.of(connection, rows.tokens());
        for (int i = 0; i < renewed.size(); i++) {
            if (renewed.get(i) instanceof Replacement.To to) {
                changes.add(new String[] {rows.places().get(i), rows.tokens().get(i), to.token()});
            } else if (renewed.get(i) instanceof Replacement.Left stays) {
                left.merge(stays.why(), 1L, Long::sum);
            }
        }
        int rewritten = changes.isEmpty() ? 0 : update(connection, range, changes);
        if (rewritten < changes.size()) {
            left.put(SkipReason.LOCKED, (long) changes.size() - rewritten);
        }
        return new PassResult(rewritten, left);
    }

    private Rows read(Connection connection, BlockRange range) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(String.format(Locale.ROOT, SELECT, range.table(), column.name()))) {
            select.setString(1, range.fromTid());
            select.setString(2, range.toTid());
            select.setString(3, renewals.prefix());
            try (ResultSet found = select.executeQuery()) {
                Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
                while (found.next()) {
                    rows.places().add(found.getString("at"));
                    rows.tokens().add(found.getString("old"));
                }
                return rows;
            }
        }
    }

    private int update(Connection connection, BlockRange range, List<String[]> changes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(String.format(Locale.ROOT, UPDATE, range.table(), column.name()))) {
            for (int part = 0; part < 3; part++) {
                int index = part;
                update.setArray(part + 1, connection.createArrayOf(part == 0 ? "tid" : "text",
                        changes.stream().map(change -> change[index]).toArray()));
            }
            for (int parameter = 4; parameter <= 7; parameter += 2) {
                update.setString(parameter, range.fromTid());
                update.setString(parameter + 1, range.toTid());
            }
            return update.executeUpdate();
        }
    }
}
