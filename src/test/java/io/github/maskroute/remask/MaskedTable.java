package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.Database;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The table {@code user_logins} in a database of its own, and a keyset for its tokens. */
public final class MaskedTable {

    static final RemaskProgress SILENT = new RemaskProgress() {
        @Override
        public void passBegins(int number, long blocks) {}

        @Override
        public void reached(long blocks, long rewritten) {}
    };

    private final KeysetFolder folder;
    private final String jdbcUrl = Services.get().newDatabase();

    public MaskedTable(Path keys) {
        this.folder = new KeysetFolder(keys, Optional.empty());
        execute("""
                CREATE TABLE user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
                    masked_device_id varchar(256), locale varchar(32), app_version integer, create_date date)""");
    }

    /** An address, unique for numbers below 2^24. */
    public static String ip(int number) {
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    public Path keys() {
        return folder.path();
    }

    Keyset keyset() {
        return folder.read();
    }

    public KeysetEditor editor() {
        return new KeysetEditor(folder);
    }

    /** Adds a key and makes it primary. */
    public String promoteNew(Scheme scheme) {
        String id = editor().add(scheme);
        editor().promote(scheme, id);
        return id;
    }

    /** The masks of the shipped fields by the current keys, with this scheme for the address. */
    public FieldMasks masks(Scheme scheme) {
        Keyset keys = folder.read();
        return TestMasks.of(() -> keys, Map.of("ip", "address", "device_id", "text"), "siv", Map.of("ip", scheme.word()), Map.of());
    }

    /** The token of an address by the current primary key. */
    public String token(Scheme scheme, String ip) {
        return masks(scheme).token("ip", ip).orElseThrow();
    }

    /** Inserts rows for the numbers from {@code from} to below {@code to}, with tokens of {@link #ip}. */
    public MaskedTable fill(Scheme scheme, int from, int to) {
        FieldMasks masks = masks(scheme);
        return insert(from, to, number -> masks.token("ip", ip(number)).orElseThrow());
    }

    MaskedTable insert(int from, int to, IntFunction<String> maskedIp) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO user_logins (user_id, device_type, masked_ip, app_version)
                        SELECT * FROM unnest(?::text[], array_fill('ios'::text, ARRAY[?]), ?::text[], array_fill(7, ARRAY[?]))""")) {
            insert.setArray(1, connection.createArrayOf("text", IntStream.range(from, to).mapToObj(number -> "u-" + number).toArray()));
            insert.setArray(3, connection.createArrayOf("text", IntStream.range(from, to).mapToObj(maskedIp).toArray()));
            insert.setInt(2, to - from);
            insert.setInt(4, to - from);
            insert.executeUpdate();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public MaskedTable execute(String sql) {
        Services.execute(jdbcUrl, sql);
        return this;
    }

    public List<Map<String, String>> rows(String sql) {
        return Services.query(jdbcUrl, sql);
    }

    /** The only cell of the only row of a query's result. */
    public String one(String sql) {
        return rows(sql).get(0).values().iterator().next();
    }

    RemaskResult remask(Scheme scheme) {
        return remask(scheme, "user_logins", Optional.empty(), SILENT);
    }

    RemaskResult remask(Scheme scheme, String table, Optional<RawValues> values, RemaskProgress progress) {
        return remask(scheme, new RemaskJob(table, "masked_ip", "ip", false, 0, Duration.ZERO), values, progress);
    }

    RemaskResult remask(Scheme scheme, RemaskJob job, Optional<RawValues> values, RemaskProgress progress) {
        return remask(scheme, job, values, progress, new Backoff(Duration.ofSeconds(5)));
    }

    RemaskResult remask(Scheme scheme, RemaskJob job, Optional<RawValues> values, RemaskProgress progress, Backoff pauses) {
        try (Database database = new Database(jdbcUrl, "postgres", "postgres", 1);
                Remasking remasking = Remasking.open(database.dataSource(), job, masks(scheme), folder.read(), values, progress)) {
            return remasking.rewrite(pauses);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asserts one row with the current token for each number in the range. Rows are sorted: comparison in any order takes hours. */
    public void assertRenewed(Scheme scheme, int from, int to) {
        FieldMasks masks = masks(scheme);
        List<Map<String, String>> rows = rows("SELECT user_id, masked_ip FROM user_logins ORDER BY substr(user_id, 3)::int");
        assertThat(rows).containsExactlyElementsOf(IntStream.range(from, to)
                .mapToObj(number -> Map.of("user_id", "u-" + number, "masked_ip", masks.token("ip", ip(number)).orElseThrow())).toList());
    }
}
