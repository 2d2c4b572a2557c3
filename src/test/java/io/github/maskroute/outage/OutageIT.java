package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.app.Drain;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.app.SqsConnection;
import io.github.maskroute.faults.FaultProxy;
import io.github.maskroute.faults.StoppableDatabase;
import io.github.maskroute.sqs.QueueName;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Services that become unavailable and come back, and drains that share the work. */
class OutageIT {

    @Test
    void shouldNotEndAnOutageByAKnownQueue() {
        Backoff none = Backoff.none();
        try (TestDrain queues = new TestDrain(); SqsConnection queue = new SqsConnection(new ServiceFactory(TestDrain.shipped(queues.settings())))) {
            QueueName name = new QueueName(queues.settings().get("maskroute.queue.name"), Optional.empty());
            assertThat(queue.find(name, "drain-logins", none).url()).contains(queues.queueUrl());
            queue.outage().began("SocketTimeoutException", "Wait.");
            queue.find(name, "drain-logins", none);

            assertThat(queue.outage().since()).isPresent();
        }
    }

    @Test
    void shouldWaitWhileTheDatabaseIsAway() {
        int count = 4_000;
        try (StoppableDatabase database = new StoppableDatabase();
                TestDrain drain = new TestDrain("", Map.of(
                        "maskroute.db.url", database.jdbcUrl(), "maskroute.retry.max-pause-seconds", "1",
                        "maskroute.queue.visibility-seconds", "10")).start()) {
            drain.send(IntStream.range(0, count / 2).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.count() > 300);
            database.stop();
            drain.send(IntStream.range(count / 2, count).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database is away since"));
            database.start();
            drain.awaitRows(count);
            assertThat(drain.deadLetters()).isEmpty();
            assertThat(drain.log().lines().filter(line -> line.contains("is away since"))).hasSize(1);
            assertThat(drain.log().lines().filter(line -> line.contains("is back after"))).hasSize(1);
        }
    }

    @Test
    void shouldStopInTimeWhileTheDatabaseIsAwayAndLoseNothing() {
        try (StoppableDatabase database = new StoppableDatabase();
                TestDrain drain = new TestDrain("", Map.of(
                        "maskroute.db.url", database.jdbcUrl(), "maskroute.queue.visibility-seconds", "10")).start()) {
            database.stop();
            drain.send(IntStream.range(0, 1_000).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database is away since"));
            drain.stop();
            assertThat(drain.log().lines().filter(line -> line.contains("stay in the queue"))).hasSizeBetween(1, 10);
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1_000);
            assertThat(drain.deadLetters()).isEmpty();
            database.start();
            drain.start().awaitRows(1_000);
        }
    }

    @Test
    void shouldStartWhenDatabaseAndQueueAreBack() throws IOException {
        try (StoppableDatabase database = new StoppableDatabase();
                FaultProxy forwarder = new FaultProxy(Services.get().queueEndpoint().getPort()).cut();
                TestDrain drain = new TestDrain("", Map.of(
                        "maskroute.db.url", database.jdbcUrl(), "maskroute.queue.endpoint", "http://127.0.0.1:" + forwarder.port()))) {
            database.stop();
            drain.send(List.of(TestDrain.event(1)));
            CompletableFuture<TestDrain> starting = CompletableFuture.supplyAsync(drain::start);
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database is away since"));
            assertThat(drain.page("status.json").body()).contains(
                    "\"state\":\"waiting\"", "Waiting: the database is away since", "{\"name\":\"queue\",\"up\":true", "\"visible\":null");
            database.start();
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The queue is away since"));
            forwarder.open();
            starting.join();
            drain.awaitRows(1);
        }
    }

    @Test
    void shouldWaitUntilAnOperatorCorrectsTheTable() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.retry.max-pause-seconds", "1")).start()) {
            drain.execute("ALTER TABLE user_logins RENAME TO user_logins_away");
            drain.send(IntStream.range(0, 50).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("42P01"));
            drain.execute("ALTER TABLE user_logins_away RENAME TO user_logins");
            drain.awaitRows(50);
            assertThat(drain.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldWaitAfterAPauseToo() throws Exception {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.retry.max-pause-seconds", "1")).start()) {
            drain.camelContext().getRouteController().suspendRoute("drain-logins");
            drain.camelContext().getRouteController().resumeRoute("drain-logins");
            drain.execute("ALTER TABLE user_logins RENAME TO user_logins_away");
            drain.send(IntStream.range(0, 50).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("42P01"));
            assertThat(drain.log()).doesNotContain("stay in the queue");
            drain.execute("ALTER TABLE user_logins_away RENAME TO user_logins");
            drain.awaitRows(50);
        }
    }

    @Test
    void shouldEvictReadOnlyConnections() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.retry.max-pause-seconds", "1")).start()) {
            String name = drain.jdbcUrl().substring(drain.jdbcUrl().lastIndexOf('/') + 1);
            drain.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            drain.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'maskroute' AND datname = '"
                    + name + "'");
            drain.send(IntStream.range(0, 50).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("25006"));
            Services.execute(drain.jdbcUrl().replaceFirst("/[^/]*$", "/postgres"),
                    "ALTER DATABASE " + name + " SET default_transaction_read_only = off");
            drain.awaitRows(50);
        }
    }

    @Test
    void shouldWaitIfAStatementReturnsNoRowCount() throws IOException {
        Path routes = new RouteFiles().folder();
        Path statement = routes.resolve("logins/insert-user-logins.sql");
        Files.writeString(statement, "SELECT CAST(:#${body} AS jsonb)");
        // Messages that waited when the route was reloaded are delivered again after their visibility timeout.
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.toString(), "maskroute.queue.visibility-seconds", "10"))
                .start()) {
            drain.send(List.of(TestDrain.event(1)));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("UnknownRowCountException"));
            assertThat(drain.depth(drain.queueUrl())).isEqualTo(1);
            Files.copy(Path.of("routes/logins/insert-user-logins.sql"), statement, StandardCopyOption.REPLACE_EXISTING);
            drain.awaitRows(1);
        }
    }

    @Test
    void shouldStoreEachRecordOnceWithTwoDrains() {
        int count = 4_000;
        try (TestDrain drain = TestDrain.started();
                Drain replica = drain.startReplica()) {
            drain.send(IntStream.range(0, count).mapToObj(TestDrain::event).toList());
            drain.awaitRows(count);
            assertThat(drain.rows("SELECT user_id FROM user_logins GROUP BY user_id HAVING count(*) > 1")).isEmpty();
            assertThat(replica.camelContext().getInflightRepository().size()).isZero();
        }
    }
}
