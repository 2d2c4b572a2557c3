package io.github.maskroute.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.event.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A client without Camel: it receives ten messages, stores them in one statement, and deletes them in one request.
 *
 * <p>It parses, checks, masks and stores as the drain does, and handles no errors.
 */
final class HandLoop implements Way.Running {

    private final SqsClient client;
    private final String queueUrl;
    private final Settings settings;
    private final String insert;
    private final MaskedRows rows;
    private final ObjectMapper json = StrictJson.mapper();
    private final LongAdder stored = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    HandLoop(Settings settings) {
        this.settings = settings;
        client = ReusedConnections.queue(settings);
        queueUrl = ReusedConnections.queueUrl(client, settings);
        insert = read(Path.of("routes/logins/insert-user-logins.sql")).replace(":#${body}", "?");
        rows = new MaskedRows(settings);
        for (int i = 0; i < settings.queue().concurrentConsumers(); i++) {
            threads.add(new Thread(this::loop));
        }
        threads.forEach(Thread::start);
    }

    @Override
    public long stored() {
        return stored.sum();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private void loop() {
        try (Connection connection = ReusedConnections.database(settings);
                PreparedStatement statement = connection.prepareStatement(insert)) {
            while (!stopped) {
                drain(client.receiveMessage(request -> request
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)).messages(), statement);
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void drain(List<Message> messages, PreparedStatement statement) throws SQLException, JsonProcessingException {
        if (messages.isEmpty()) {
            return;
        }
        List<ObjectNode> batch = new ArrayList<>();
        for (Message message : messages) {
            batch.add(rows.envelopeOf(json.readTree(message.body()), message.messageId(),
                    message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)));
        }
        statement.setString(1, json.writeValueAsString(batch));
        try (ResultSet claimed = statement.executeQuery()) {
            claimed.next();
            stored.add(claimed.getLong(1));
        }
        client.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(messages.stream()
                .map(message -> DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId()).receiptHandle(message.receiptHandle()).build())
                .toList()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
