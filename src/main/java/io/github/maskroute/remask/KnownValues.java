package io.github.maskroute.remask;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.WhiteSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * New tokens for the {@code hmac} tokens of known values. They are in a temporary table of the connection, so millions of values need no
 * memory here. The values themselves never reach the database. Not thread-safe.
 */
final class KnownValues {

    private static final int BATCH = 1_000;

    /** A failed attempt leaves its table behind, and the pool can return the same connection. */
    private static final String CREATE = """
            DROP TABLE IF EXISTS pg_temp.maskroute_known_values;
            CREATE TEMPORARY TABLE maskroute_known_values (old text PRIMARY KEY, renewed text NOT NULL)
            """;
    private static final String INSERT = """
            INSERT INTO pg_temp.maskroute_known_values
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS text[])) ON CONFLICT DO NOTHING
            """;
    private static final String SELECT = "SELECT old, renewed FROM pg_temp.maskroute_known_values WHERE old = ANY (CAST(? AS text[]))";

    private final FieldMasks masks;
    private final Keyset keys;
    private final String field;
    private final RawValues values;
    private long malformed;

    KnownValues(FieldMasks masks, Keyset keys, String field, RawValues values) {
        this.masks = masks;
        this.keys = keys;
        this.field = field;
        this.values = values;
    }

    /** Creates and fills the table. The values are read again for each connection. */
    void load(Connection connection) throws SQLException {
        malformed = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            fill(connection);
            // Without statistics the planner expects a small table and may scan all of it for each query.
            statement.execute("ANALYZE pg_temp.maskroute_known_values");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Connection connection) throws SQLException, IOException {
        try (BufferedReader lines = values.open()) {
            Map<String, String> batch = new LinkedHashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, batch);
                if (batch.size() >= BATCH) {
                    insert(connection, batch);
                    batch.clear();
                }
            }
            insert(connection, batch);
        }
    }

    /** Returns the new token of each old token whose value is known. */
    Map<String, String> renewed(Connection connection, Collection<String> old) throws SQLException {
        Map<String, String> renewed = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, texts(connection, old));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    renewed.put(found.getString("old"), found.getString("renewed"));
                }
            }
        }
        return renewed;
    }

    /** Number of lines that are not blank and break the rule of the field. */
    long malformed() {
        return malformed;
    }

    private void add(String value, Map<String, String> batch) {
        String renewed = masks.token(field, value, keys.primary(masks.scheme(field))).orElse("");
        if (renewed.isEmpty()) {
            malformed += WhiteSpace.trimmed(value).isEmpty() ? 0 : 1;
            return;
        }
        for (MaskingKey key : keys.enabled(Scheme.HMAC)) {
            masks.token(field, value, key).filter(old -> !old.equals(renewed)).ifPresent(old -> batch.put(old, renewed));
        }
    }

    private static void insert(Connection connection, Map<String, String> batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, texts(connection, batch.keySet()));
            insert.setArray(2, texts(connection, batch.values()));
            insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
