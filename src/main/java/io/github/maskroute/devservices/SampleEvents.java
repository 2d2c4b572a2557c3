package io.github.maskroute.devservices;

import io.github.maskroute.sqs.SqsLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A hundred invented login events. One of them is invalid. */
public final class SampleEvents {

    private SampleEvents() {}

    /** The message bodies. */
    public static List<String> bodies() {
        try (InputStream in = Objects.requireNonNull(SampleEvents.class.getResourceAsStream("sample-login-events.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends messages in batches of ten.
     *
     * @throws IllegalStateException if the queue rejects any of them
     */
    public static void send(SqsClient client, String queueUrl, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += SqsLimits.BATCH_ENTRIES) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(from + SqsLimits.BATCH_ENTRIES, bodies.size()); i++) {
                SendMessageBatchRequestEntry.Builder entry =
                        SendMessageBatchRequestEntry.builder().id(Integer.toString(i)).messageBody(bodies.get(i));
                if (queueUrl.endsWith(".fifo")) {
                    entry.messageGroupId("sample").messageDeduplicationId(Integer.toString(i));
                }
                entries.add(entry.build());
            }
            if (client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries)).hasFailed()) {
                throw new IllegalStateException("the queue rejected sample events");
            }
        }
    }
}
