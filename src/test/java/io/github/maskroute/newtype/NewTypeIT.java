package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Runs types as {@code maskroute new} writes them. */
class NewTypeIT {

    private final RouteFiles routes = new RouteFiles();
    private final TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toAbsolutePath().toString()));

    @Test
    void shouldStoreTheSamplesOfEachShape() throws Exception {
        Map<String, SampleShape> types = new LinkedHashMap<>();
        for (SampleShape shape : SampleShape.all()) {
            types.put(write(shape), shape);
        }
        ValidationResult offline = RouteCheck.offline(TestDrain.shipped(drain.settings()), Optional.empty());
        assertThat(offline.problems()).isEmpty();
        try (drain) {
            drain.start();
            types.forEach(this::send);
            types.forEach(this::awaitStored);
            assertThat(drain.deadLetters()).isEmpty();
            ValidationResult online = RouteCheck.online(TestDrain.shipped(drain.settings()), Optional.empty());
            assertThat(online.problems()).isEmpty();
            assertThat(online.verdicts()).hasSizeGreaterThan(2 * types.size())
                    .allMatch(verdict -> verdict.passed() && verdict.notTried().isEmpty());
        }
    }

    @Test
    void shouldStartATypeInARunningDrainOnceItsTableExists() throws Exception {
        SampleShape shape = SampleShape.all().get(0);
        try (drain) {
            drain.start();
            String type = write(shape);
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("create the table, for example with `maskroute migrate`"));
            TypeTables.make(new SimpleDriverDataSource(new org.postgresql.Driver(), drain.jdbcUrl(), "postgres", "postgres"),
                    routes.folder(), new Backoff(Duration.ZERO));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("drain-" + type + ".camel.yaml is edited and in force"));
            send(type, shape);
            awaitStored(type, shape);
            assertThat(drain.log().lines().filter(line -> line.contains("the last good version stays in force"))).hasSize(1);
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
}
