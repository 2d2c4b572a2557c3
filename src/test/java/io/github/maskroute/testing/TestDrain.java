package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.app.Drain;
import io.github.maskroute.config.Settings;
import io.github.maskroute.config.SettingsReader;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.devservices.TrialKeys;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A drain with the shipped routes and settings, on queues and a database of its own.
 *
 * <p>Closing it fails if the log contains a raw value of an event that was sent.
 */
public final class TestDrain implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SqsClient client = Services.get().client();
    private final Map<String, String> settings = new TreeMap<>();
    private final String queueUrl;
    private final String deadLetterUrl;
    private final TestLog log = new TestLog();
    private Drain drain;
    private boolean isPolling;

    /** Queues and a database, without a running drain. */
    public TestDrain() {
        this("", Map.of());
    }

    /**
     * @param suffix of the queues' names, {@code .fifo} or empty
     * @param others settings in place of the shipped ones
     */
    public TestDrain(String suffix, Map<String, String> others) {
        String name = Services.newName("logins");
        settings.put("maskroute.queue.name", name + suffix);
        settings.put("maskroute.dead-letter.queue", name + "-dlq" + suffix);
        settings.put("maskroute.queue.endpoint", Services.get().queueEndpoint().toString());
        settings.put("maskroute.queue.access-key", "test");
        settings.put("maskroute.queue.secret-key", "test");
        settings.put("maskroute.db.url", Services.get().newDatabase());
        settings.put("maskroute.mask.keyset", TrialKeys.in(Services.FOLDER).toString());
        settings.put("maskroute.http.port", "0");
        settings.putAll(others);
        EmbeddedQueue.createQueues(client, name + suffix, name + "-dlq" + suffix);
        queueUrl = client.getQueueUrl(request -> request.queueName(name + suffix)).queueUrl();
        deadLetterUrl = client.getQueueUrl(request -> request.queueName(name + "-dlq" + suffix)).queueUrl();
    }

    /** A running drain. */
    public static TestDrain started() {
        return new TestDrain().start();
    }

    public TestDrain start() {
        drain = new Drain(shipped(settings));
        drain.start();
        isPolling = true;
        return this;
    }

    /** A second drain on the same queue and database, to be closed by the caller. */
    public Drain startReplica() {
        Drain replica = new Drain(shipped(settings));
        replica.start();
        return replica;
    }

    public void stop() {
        isPolling = false;
        drain.close();
    }

    /** The shipped application.properties with other values for some settings. */
    public static Settings shipped(Map<String, String> others) {
        Properties system = new Properties();
        system.putAll(others);
        return SettingsReader.of(ShippedSettings.properties(), Map.of(), system);
    }

    public Map<String, String> settings() {
        return settings;
    }

    public CamelContext camelContext() {
        return drain.camelContext();
    }

    /** The text of a page, for example {@code observe/metrics}. */
    public HttpResponse<String> page(String path) {
        return DrainPages.page(drain, path);
    }

    /** The sum of all series of a metric that have these labels, for example {@code maskroute_outage{service="queue"}}. */
    public double metric(String series) {
        return DrainPages.metric(page("observe/metrics").body(), series);
    }

    public String queueUrl() {
        return queueUrl;
    }

    public String deadLetterUrl() {
        return deadLetterUrl;
    }

    public String jdbcUrl() {
        return settings.get("maskroute.db.url");
    }

    /** A valid event with values that no other number has. */
    public static String event(int number) {
        return """
                {"user_id":"user-%d","app_version":"2.3.0","device_type":"ios","ip":"198.51.%d.%d","locale":"DE","device_id":"%03d-77-%04d"}"""
                .formatted(number, number / 250 % 250, number % 250 + 1, number / 10_000 % 1_000, number % 10_000);
    }

    /** Sends bodies, ten per request. */
    public TestDrain send(List<String> bodies) {
        bodies.forEach(log::remember);
        for (int from = 0; from < bodies.size(); from += 10) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(from + 10, bodies.size()); i++) {
                entries.add(entry(i, bodies.get(i)));
            }
            assertThat(client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries)).failed()).isEmpty();
        }
        return this;
    }

    private SendMessageBatchRequestEntry entry(int id, String body) {
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder().id("m" + id).messageBody(body);
        if (queueUrl.endsWith(".fifo")) {
            entry.messageGroupId("group-" + id % 3).messageDeduplicationId(Services.newName("dedup"));
        }
        return entry.build();
    }

    /** Sends one body with attributes and returns its message id. */
    public String send(String body, Map<String, MessageAttributeValue> attributes) {
        log.remember(body);
        return client.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body).messageAttributes(attributes)).messageId();
    }

    /** Waits until the source queue has no message, neither visible nor in flight. */
    public TestDrain awaitEmpty() {
        await("the source queue is empty").atMost(PATIENCE).until(() -> depth(queueUrl) == 0);
        return this;
    }

    /** Waits for exactly this many rows and an empty queue. */
    public TestDrain awaitRows(int count) {
        await(count + " rows").atMost(PATIENCE).until(() -> count() == count);
        awaitEmpty();
        assertThat(count()).isEqualTo(count);
        return this;
    }

    public int depth(String url) {
        return Services.get().depth(url);
    }

    public int count() {
        return Integer.parseInt(rows("SELECT count(*) AS n FROM user_logins").get(0).get("n"));
    }

    /** The rows of a query, column to text. */
    public List<Map<String, String>> rows(String sql) {
        return Services.query(jdbcUrl(), sql);
    }

    public TestDrain execute(String sql) {
        Services.execute(jdbcUrl(), sql);
        return this;
    }

    /** Receives and deletes all dead letters. */
    public List<Message> deadLetters() {
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some = client.receiveMessage(request -> request.queueUrl(deadLetterUrl)
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNamesWithStrings("All")).messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(message -> client.deleteMessage(
                    request -> request.queueUrl(deadLetterUrl).receiptHandle(message.receiptHandle())));
            all.addAll(some);
        }
    }

    public static String attribute(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        return value == null ? null : value.stringValue();
    }

    /** The log since this drain was created. */
    public String log() {
        return log.text();
    }

    /** Adds the raw values of an event that was sent in another way. */
    public void remember(String body) {
        log.remember(body);
    }

    /** Fails if this text contains a raw value of an event that was sent. */
    public void assertNothingLeaked(String text) {
        log.assertNothingLeaked(text);
    }

    /**
     * A drain waits a second for long polls that it has abandoned, so that no message of theirs stays hidden. One message ends them: each
     * makes it visible again.
     */
    private void endLongPolls() {
        if (isPolling) {
            await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> drain.camelContext().isStopped());
            client.sendMessage(request -> request.queueUrl(queueUrl).messageBody("end"));
        }
    }

    @Override
    public void close() {
        if (drain != null) {
            CompletableFuture<Void> polls = CompletableFuture.runAsync(this::endLongPolls);
            drain.close();
            polls.cancel(false);
        }
        assertThat(log.text()).as("probes end before the services that they check").doesNotContain("A task of maskroute-probe failed");
        log.assertNothingLeaked(log.text());
    }
}
