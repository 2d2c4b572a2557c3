package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Types as `maskroute new` writes them, run. */
class NewTypeIT {

    private final RouteFiles routes = new RouteFiles();
    private final TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toAbsolutePath().toString()));

    @Test
    void storesTheSamplesOfEachShape() throws Exception {
        Map<String, SampleShape> types = new LinkedHashMap<>();
        for (SampleShape shape : SampleShape.all()) {
            types.put(write(shape), shape);
        }
        ValidationResult findings = RouteCheck.offline(TestDrain.shipped(drain.settings()), Optional.empty());
        assertThat(findings.problems()).isEmpty();
        try (drain) {
            drain.start();
            types.forEach(this::send);
            types.forEach(this::awaitStored);
            assertThat(drain.deadLetters()).isEmpty();
            ValidationResult online = RouteCheck.online(TestDrain.shipped(drain.settings()), Optional.empty());
            assertThat(online.problems()).isEmpty();
            assertThat(online.verdicts()).hasSizeGreaterThan(2 * types.size()).allMatch(verdict -> verdict.passed() && verdict.notTried().isEmpty());
        }
    }

    @Test
    void takesATypeWhileItRunsOnceItsTableIsThere() throws Exception {
        SampleShape shape = SampleShape.all().get(0);
        try (drain) {
            drain.start();
            String type = write(shape);
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("create the table, for example with `maskroute migrate`"));
            TypeTables.make(database(), routes.folder(), new Backoff(Duration.ZERO));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("drain-" + type + ".camel.yaml is edited and in force"));
            send(type, shape);
            awaitStored(type, shape);
            assertThat(drain.log().lines().filter(line -> line.contains("the last good version stays in force"))).hasSize(1);
        }
    }

    @Test
    void saysWhichFileMakesNoTable(@TempDir Path types) throws Exception {
        Path file = Files.writeString(Files.createDirectory(types.resolve("orders")).resolve("create-orders.sql"), "CREATE TABEL orders ()");
        assertThatThrownBy(() -> TypeTables.make(database(), types, new Backoff(Duration.ZERO)))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith(file + " cannot be applied (SQLState 42601");
    }

    /** As a mounted volume has them. */
    @Test
    void followsLinks(@TempDir Path types) throws Exception {
        String linked = Services.newName("linked");
        Path folder = types.resolve("routes");
        Path data = Files.createDirectories(folder.resolve("..data/orders"));
        Files.writeString(data.resolve("create-orders.sql"), "CREATE TABLE " + linked + " ()");
        Files.createSymbolicLink(folder.resolve("orders"), data);
        Path link = Files.createSymbolicLink(types.resolve("link"), folder);
        try (drain) {
            TypeTables.make(database(), folder, new Backoff(Duration.ZERO));
            drain.execute("DROP TABLE " + linked);
            TypeTables.make(database(), link, new Backoff(Duration.ZERO));
            drain.execute("DROP TABLE " + linked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET search_path = pg_catalog", "SET ROLE pg_monitor", "SET statement_timeout = '1h'"})
    void leavesTheConnectionAsItWas(String set, @TempDir Path types) throws Exception {
        Files.writeString(Files.createDirectory(types.resolve("orders")).resolve("create-orders.sql"), "CREATE TEMP TABLE a (); " + set);
        try (drain; Connection one = database().getConnection(); Statement statement = one.createStatement()) {
            String question = "SELECT current_setting('search_path') || current_user || current_setting('statement_timeout')";
            String before = answer(statement, question);
            TypeTables.make(new SingleConnectionDataSource(one, true), types, new Backoff(Duration.ZERO));
            assertThat(answer(statement, question)).isEqualTo(before);
        }
    }

    /** PostgreSQL says so where two replicas grant the same at once. */
    @Test
    void triesAgainWhatAnotherReplicaDoesMeanwhile(@TempDir Path types) throws Exception {
        String tries = Services.newName("tries");
        drain.execute("CREATE SEQUENCE " + tries);
        Path file = Files.createDirectory(types.resolve("orders")).resolve("create-orders.sql");
        Files.writeString(file, "DO $$ BEGIN IF nextval('" + tries + "') < 3 THEN RAISE 'tuple concurrently updated' USING ERRCODE = 'XX000'; END IF; END $$");
        Backoff none = new Backoff(Duration.ZERO);
        none.stop();
        try (drain) {
            TypeTables.make(database(), types, none);
            assertThat(drain.rows("SELECT last_value FROM " + tries)).containsExactly(Map.of("last_value", "3"));
        }
    }

    private static String answer(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private String write(SampleShape shape) throws Exception {
        String type = Services.newName(shape.name()).replace('_', '-');
        EmbeddedQueue.createQueues(Services.get().client(), type, type + "-dlq");
        byte[] samples = String.join("\n", shape.samples()).getBytes(StandardCharsets.UTF_8);
        NewType.of(type, Scheme.HMAC, new ByteArrayInputStream(samples), Set.of()).write(routes.folder());
        return type;
    }

    private void send(String type, SampleShape shape) {
        String url = Services.get().client().getQueueUrl(request -> request.queueName(type)).queueUrl();
        shape.samples().forEach(sample -> {
            drain.remember(sample);
            Services.get().client().sendMessage(request -> request.queueUrl(url).messageBody(sample));
        });
    }

    private void awaitStored(String type, SampleShape shape) {
        String table = type.replace('-', '_');
        await(type).atMost(TestDrain.PATIENCE).until(() -> drain.rows("SELECT FROM " + table).size() == shape.samples().size());
        List<Map<String, String>> rows = drain.rows("SELECT * FROM " + table);
        assertThat(rows).as(type).anySatisfy(row -> assertThat(row).containsAllEntriesOf(shape.row()));
        assertThat(rows).as(type).allSatisfy(row -> row.forEach((column, value) -> {
            if (column.startsWith("masked_") && value != null && !value.matches("\\{?\\}?")) {
                assertThat(value).matches("\\{?hmac\\..*|redacted|[0-9]{4}");
            }
        }));
    }

    private SimpleDriverDataSource database() {
        return new SimpleDriverDataSource(new org.postgresql.Driver(), drain.jdbcUrl(), "postgres", "postgres");
    }
}
