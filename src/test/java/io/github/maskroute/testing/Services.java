package io.github.maskroute.testing;

import io.github.maskroute.devservices.EmbeddedDatabase;
import io.github.maskroute.devservices.EmbeddedQueue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The real queue and the real database of all tests of this JVM. Each test uses queues and a database of its own. */
public final class Services {

    public static final Path FOLDER = Path.of("target", "dev-services");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Services instance;

    private final EmbeddedQueue queue;
    private final EmbeddedDatabase database;
    private final SqsClient client;

    private Services() {
        CompletableFuture<EmbeddedQueue> starting = CompletableFuture.supplyAsync(() -> EmbeddedQueue.start(0));
        database = EmbeddedDatabase.start(0, FOLDER);
        queue = starting.join();
        client = client(queue.endpoint());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    public static synchronized Services get() {
        if (instance == null) {
            instance = new Services();
        }
        return instance;
    }

    public static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    public URI queueEndpoint() {
        return queue.endpoint();
    }

    int databasePort() {
        return database.port();
    }

    public SqsClient client() {
        return client;
    }

    /** Messages of a queue, visible and in flight. */
    public int depth(String url) {
        return count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Messages that are received and not deleted. */
    public int inFlight(String url) {
        return count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int count(String url, QueueAttributeName... states) {
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(states))
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** A name that no other test has. */
    public static String newName(String prefix) {
        return prefix + "_" + System.getProperty("test.jvm", "0") + "_" + NAMES.incrementAndGet();
    }

    /** Creates an empty database and returns its JDBC URL. */
    public String newDatabase() {
        String name = newName("test");
        execute(database.jdbcUrl(), "CREATE DATABASE " + name);
        return database.jdbcUrl().replaceFirst("/postgres$", "/" + name);
    }

    public static void execute(String jdbcUrl, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query, column to text. */
    public static List<Map<String, String>> query(String jdbcUrl, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, String>> rows = new ArrayList<>();
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        client.close();
        queue.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
