package io.github.maskroute.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.db.Database;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A full queue and an empty table. Closing it deletes the queue. */
final class Backlog implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BenchType type;
    private final SqsClient client = Services.get().client();
    private final String name = Services.newName("backlog");
    private final String jdbcUrl = Services.get().newDatabase();
    private final String queueUrl;

    private Backlog(BenchType type, int messages) {
        this.type = type;
        EmbeddedQueue.createQueues(client, name, name + "-dlq");
        queueUrl = client.getQueueUrl(request -> request.queueName(name)).queueUrl();
        try (Database database = new Database(jdbcUrl, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(PATIENCE));
        }
        execute(type.tables());
        IntStream.range(0, messages / 10).parallel().forEach(this::sendTen);
    }

    /** @param messages a multiple of 10 */
    static Backlog of(BenchType type, int messages) {
        return new Backlog(type, messages);
    }

    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(type.settings(name));
        settings.putAll(Map.of(
                "maskroute.queue.endpoint", Services.get().queueEndpoint().toString(),
                "maskroute.queue.access-key", "test",
                "maskroute.queue.secret-key", "test",
                "maskroute.db.url", jdbcUrl));
        return settings;
    }

    /** Transactions of this database; each statement is one. Those of a connection are counted when it is closed. */
    long commits() {
        String database = jdbcUrl.substring(jdbcUrl.lastIndexOf('/') + 1);
        String of = " FROM pg_stat_database WHERE datname = '" + database + "'";
        String admin = jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/')) + "/postgres";
        await().atMost(PATIENCE).until(() -> number(admin, "SELECT numbackends" + of) == 0);
        return number(admin, "SELECT xact_commit" + of);
    }

    /** Rows whose fields are masked by a scheme. */
    long rows(Scheme scheme) {
        return number(jdbcUrl, "SELECT count(*) FROM " + type.table + " WHERE " + type.masked(scheme.word()));
    }

    long rows() {
        return number(jdbcUrl, "SELECT count(*) FROM " + type.table);
    }

    int depth() {
        return Services.get().depth(queueUrl);
    }

    @Override
    public void close() {
        client.deleteQueue(request -> request.queueUrl(queueUrl));
    }

    private void sendTen(int batch) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, 10)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("m" + i).messageBody(type.event(batch * 10 + i)).build())
                .toList();
        assertThat(client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries)).failed()).isEmpty();
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String jdbcUrl, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
