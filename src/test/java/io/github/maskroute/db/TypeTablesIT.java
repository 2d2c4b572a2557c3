package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class TypeTablesIT {

    private static final Backoff NO_PAUSES = new Backoff(Duration.ZERO);

    private final String url = Services.get().newDatabase();
    private final SimpleDriverDataSource database = new SimpleDriverDataSource(new org.postgresql.Driver(), url, "postgres", "postgres");

    @TempDir
    private Path types;

    @Test
    void shouldNameTheFileThatFails() throws Exception {
        Path file = write("CREATE TABEL orders ()");
        assertThatThrownBy(() -> TypeTables.make(database, types, NO_PAUSES))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith(file + " cannot be applied (SQLState 42601");
    }

    /** A mounted volume has links. */
    @Test
    void shouldFollowLinks() throws Exception {
        Path folder = types.resolve("routes");
        Path data = Files.createDirectories(folder.resolve("..data/orders"));
        Files.writeString(data.resolve("create-orders.sql"), "CREATE TABLE linked ()");
        Files.createSymbolicLink(folder.resolve("orders"), data);
        Path link = Files.createSymbolicLink(types.resolve("link"), folder);
        TypeTables.make(database, folder, NO_PAUSES);
        Services.execute(url, "DROP TABLE linked");
        TypeTables.make(database, link, NO_PAUSES);
        Services.execute(url, "DROP TABLE linked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET search_path = pg_catalog", "SET ROLE pg_monitor", "SET statement_timeout = '1h'"})
    void shouldResetTheConnection(String set) throws Exception {
        write("CREATE TEMP TABLE a (); " + set);
        try (Connection one = database.getConnection(); Statement statement = one.createStatement()) {
            String before = settings(statement);
            TypeTables.make(new SingleConnectionDataSource(one, true), types, NO_PAUSES);
            assertThat(settings(statement)).isEqualTo(before);
        }
    }

    /** PostgreSQL fails with XX000 if two replicas grant the same privilege at once. */
    @Test
    void shouldRetryAfterAConflictWithAnotherReplica() throws Exception {
        Services.execute(url, "CREATE SEQUENCE attempts");
        write("DO $$ BEGIN IF nextval('attempts') < 3 THEN RAISE 'tuple concurrently updated' USING ERRCODE = 'XX000'; END IF; END $$");
        Backoff stopped = Backoff.none();
        TypeTables.make(database, types, stopped);
        assertThat(Services.query(url, "SELECT last_value FROM attempts")).containsExactly(Map.of("last_value", "3"));
    }

    private Path write(String sql) throws Exception {
        return Files.writeString(Files.createDirectory(types.resolve("orders")).resolve("create-orders.sql"), sql);
    }

    private static String settings(Statement statement) throws SQLException {
        String query = "SELECT current_setting('search_path') || current_user || current_setting('statement_timeout')";
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
