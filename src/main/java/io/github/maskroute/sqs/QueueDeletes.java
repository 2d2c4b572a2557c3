package io.github.maskroute.sqs;

import io.github.maskroute.batch.NaturalBatcher;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;

/** Deletes messages of one queue by their receipt handles. A queue that refuses does not block others. Safe for use by several threads. */
final class QueueDeletes implements NaturalBatcher.Flush<String>, AutoCloseable {

    private static final int CAPACITY = 100 * SqsLimits.BATCH_ENTRIES;
    private static final int ATTEMPTS = 5;
    private static final String REMEDY = "Correct the credentials or grant sqs:DeleteMessage: nothing is received until deletes succeed.";

    private final SqsClient client;
    private final String queueUrl;
    private final PausableReceives receives;
    private final Outage outage;
    private final Backoff backoff;
    private final UndeletedMessages undeleted;
    private final Counter deleted;
    private final NaturalBatcher<String> batcher;

    /** Whether a request was given up because the program stops. */
    private volatile boolean gaveUp;

    /** @param backoff between attempts; once it is stopped, no request is retried */
    QueueDeletes(SqsClient client, String queueUrl, PausableReceives receives, Outage outage, int workers, Backoff backoff,
            MeterRegistry meters) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.receives = receives;
        this.outage = outage;
        this.backoff = backoff;
        this.deleted = counter(meters, "deleted");
        this.undeleted = new UndeletedMessages(queueUrl, counter(meters, "failed"));
        this.batcher = new NaturalBatcher<>("maskroute-deletes", workers, SqsLimits.BATCH_ENTRIES, CAPACITY, this);
    }

    private Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("maskroute.deletes").description("Messages to delete, by result")
                .tag("queue", QueueName.ofUrl(queueUrl)).tag("result", result).register(meters);
    }

    /** Waits while the queue is full. @return false once this is closed */
    boolean add(String receiptHandle) throws InterruptedException {
        return batcher.add(receiptHandle);
    }

    @Override
    public void close() {
        batcher.close();
        undeleted.log();
    }

    @Override
    public void failed(List<String> batch, Throwable cause) {
        undeleted.add(batch.size(), cause.getClass().getSimpleName());
    }

    @Override
    public void flush(List<String> receiptHandles) {
        List<String> rest = receiptHandles;
        String why = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            // Each attempt may cost a timeout, and a stop does not have the time for that.
            Optional<DeleteMessageBatchResponse> response = backoff.isStopped() && (gaveUp || outage.since().isPresent())
                    ? Optional.empty() : send(request(rest));
            if (response.isEmpty()) {
                why = "refused, or away";
                break;
            }
            List<BatchResultErrorEntry> refused = response.get().failed().stream().filter(entry -> !isGone(entry)).toList();
            deleted.increment(rest.size() - refused.size());
            if (refused.isEmpty()) {
                return;
            }
            why = refused.get(0).code();
            rest = refused.stream().map(BatchResultErrorEntry::id).map(Integer::valueOf).map(rest::get).toList();
            if (attempt < ATTEMPTS && !backoff.after(attempt)) {
                break;
            }
        }
        undeleted.add(rest.size(), why);
    }

    private DeleteMessageBatchRequest request(List<String> receiptHandles) {
        return DeleteMessageBatchRequest.builder().queueUrl(queueUrl).entries(IntStream.range(0, receiptHandles.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i)).receiptHandle(receiptHandles.get(i)).build())
                .toList()).build();
    }

    private Optional<DeleteMessageBatchResponse> send(DeleteMessageBatchRequest request) {
        try {
            return Optional.of(client.deleteMessageBatch(request));
        } catch (SdkException e) {
            receives.holdBack(queueUrl);
            try {
                return sendAgain(request, e);
            } finally {
                receives.goOn(queueUrl);
            }
        }
    }

    /** Retries the request until it succeeds; empty if stopped. */
    private Optional<DeleteMessageBatchResponse> sendAgain(DeleteMessageBatchRequest request, SdkException failure) {
        Retry attempts = new Retry(outage, REMEDY);
        SdkException last = failure;
        while (attempts.again(last, backoff)) {
            try {
                DeleteMessageBatchResponse response = client.deleteMessageBatch(request);
                outage.over();
                return Optional.of(response);
            } catch (SdkException e) {
                last = e;
            }
        }
        gaveUp = true;
        return Optional.empty();
    }

    /** AWS answers the second delete of a message with success, ElasticMQ with this code. */
    private static boolean isGone(BatchResultErrorEntry entry) {
        return "ReceiptHandleIsInvalid".equals(entry.code());
    }
}
