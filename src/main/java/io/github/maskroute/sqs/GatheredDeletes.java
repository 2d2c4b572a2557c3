package io.github.maskroute.sqs;

import io.github.maskroute.batch.NaturalBatcher;
import io.github.maskroute.outage.Pauses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/**
 * Gathers the deletes of single messages into {@code DeleteMessageBatch} requests, ten at most.
 *
 * <p>{@link #deleteMessage} returns before the message is deleted. A delete that fails for good is only counted in the
 * log: the message comes again, and the ledger knows it. Safe for use by several threads.
 */
public final class GatheredDeletes extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(GatheredDeletes.class);

    /** SQS's limit of entries in a batch request. */
    private static final int MAX_ENTRIES = 10;

    private static final int CAPACITY = 100 * MAX_ENTRIES;
    private static final int ATTEMPTS = 5;

    private final Counter deleted;
    private final Counter failed;
    private final NaturalBatcher<DeleteMessageRequest> batcher;
    private final Pauses pauses = new Pauses(Duration.ofSeconds(5));

    /** @param workers how many delete requests may be under way at once */
    public GatheredDeletes(SqsClient client, int workers) {
        this(client, workers, new SimpleMeterRegistry());
    }

    /**
     * @param workers how many delete requests may be under way at once
     * @param meters get the counter {@code maskroute.deletes}
     */
    public GatheredDeletes(SqsClient client, int workers, MeterRegistry meters) {
        super(client);
        this.deleted = counter(meters, "deleted");
        this.failed = counter(meters, "failed");
        this.batcher = new NaturalBatcher<>("maskroute-deletes", workers, MAX_ENTRIES, CAPACITY, new Flush());
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("maskroute.deletes").description("Messages to delete, by what became of it").tag("result", result)
                .register(meters);
    }

    /** Queues a delete, waiting while too many are queued. After {@link #close} it is sent at once, alone. */
    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        try {
            if (batcher.add(request)) {
                return DeleteMessageResponse.builder().build();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.deleteMessage(request);
    }

    /** Sends what is gathered, then closes the client. */
    @Override
    public void close() {
        pauses.stop();
        batcher.close();
        super.close();
    }

    private final class Flush implements NaturalBatcher.Flush<DeleteMessageRequest> {

        @Override
        public void flush(List<DeleteMessageRequest> batch) {
            Map<String, List<String>> handlesByQueue = batch.stream().collect(Collectors.groupingBy(
                    DeleteMessageRequest::queueUrl,
                    Collectors.mapping(DeleteMessageRequest::receiptHandle, Collectors.toList())));
            handlesByQueue.forEach(this::delete);
        }

        @Override
        public void failed(List<DeleteMessageRequest> batch, Throwable cause) {
            batch.stream().collect(Collectors.groupingBy(DeleteMessageRequest::queueUrl, Collectors.counting()))
                    .forEach((queueUrl, count) -> warn(count, queueUrl, cause.getClass().getSimpleName()));
        }

        private void delete(String queueUrl, List<String> receiptHandles) {
            List<String> left = receiptHandles;
            String why = "";
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    List<BatchResultErrorEntry> refused = send(queueUrl, left);
                    deleted.increment(left.size() - refused.size());
                    if (refused.isEmpty()) {
                        return;
                    }
                    why = refused.get(0).code();
                    left = refused.stream().map(BatchResultErrorEntry::id).map(Integer::valueOf).map(left::get).toList();
                } catch (SdkException e) {
                    why = words(e);
                }
                if (attempt < ATTEMPTS && !pauses.after(attempt)) {
                    break;
                }
            }
            warn(left.size(), queueUrl, why);
        }

        /** @return the entries that are worth another attempt */
        private List<BatchResultErrorEntry> send(String queueUrl, List<String> receiptHandles) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(receiptHandles.size());
            for (int i = 0; i < receiptHandles.size(); i++) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(receiptHandles.get(i))
                        .build());
            }
            DeleteMessageBatchResponse response =
                    GatheredDeletes.super.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
            return response.failed().stream().filter(entry -> !isGone(entry)).toList();
        }

        /** AWS answers the second delete of a message with success, ElasticMQ with this code. */
        private boolean isGone(BatchResultErrorEntry entry) {
            return "ReceiptHandleIsInvalid".equals(entry.code());
        }

        /** Without message ids: SQS deletes by receipt handle, and that names no message. */
        private void warn(long count, String queueUrl, String why) {
            failed.increment(count);
            LOG.warn("{} messages that are done were not deleted from {} ({}): they come again, and rows are not stored twice.",
                    count, queueUrl.substring(queueUrl.lastIndexOf('/') + 1), why);
        }
    }
}
