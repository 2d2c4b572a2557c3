package io.github.maskroute.sqs;

import io.github.maskroute.batch.NaturalBatcher;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Pauses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/**
 * Gathers the deletes of single messages into {@code DeleteMessageBatch} requests, ten at most.
 *
 * <p>{@link #deleteMessage} returns before the message is deleted. While such requests fail nothing is received, since it
 * could not be deleted either: SQS would count each delivery, and in the end make dead letters of messages that are stored.
 * A message that is not deleted comes again, and the ledger knows it. What one queue refuses holds up all: give each
 * queue that is drained a client of its own. Safe for use by several threads.
 */
public final class GatheredDeletes extends DelegatingSqsClient {

    /** SQS's limit of entries in a batch request. */
    private static final int MAX_ENTRIES = 10;

    private static final int CAPACITY = 100 * MAX_ENTRIES;
    private static final int ATTEMPTS = 5;
    private static final String MEND = "Mend the credentials or grant sqs:DeleteMessage: nothing is received until deletes succeed.";

    private final PatientReceives receives;
    private final Outage outage;
    private final LeftMessages left;
    private final Counter deleted;
    private final NaturalBatcher<DeleteMessageRequest> batcher;
    private final Pauses pauses = new Pauses(Duration.ofSeconds(5));

    /** Whether a request failed that nobody waits for any more, the program being stopped. */
    private volatile boolean gaveUp;

    /**
     * For a host, whose receives are its own: while deletes fail they are held back by the deletes that wait.
     *
     * @param client that sends the requests
     * @param workers how many delete requests may be under way at once
     */
    public GatheredDeletes(SqsClient client, int workers) {
        this(client, new PatientReceives(client, new Outage("The queue")), new Outage("The queue"), workers, new SimpleMeterRegistry());
    }

    /**
     * @param client that sends the requests
     * @param receives are held back while requests fail
     * @param outage is told of it
     * @param workers how many delete requests may be under way at once
     * @param meters get the counter {@code maskroute.deletes}
     */
    public GatheredDeletes(SqsClient client, PatientReceives receives, Outage outage, int workers, MeterRegistry meters) {
        super(client);
        this.receives = receives;
        this.outage = outage;
        this.deleted = counter(meters, "deleted");
        this.left = new LeftMessages(counter(meters, "failed"));
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

    /** The program is to stop: what cannot be deleted is left, and nobody waits any more. */
    public void stopWaiting() {
        pauses.stop();
    }

    /** Sends what is gathered, then closes the client. */
    @Override
    public void close() {
        stopWaiting();
        batcher.close();
        left.tell();
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
                    .forEach((queueUrl, count) -> left.add(count, queueUrl, cause.getClass().getSimpleName()));
        }

        private void delete(String queueUrl, List<String> receiptHandles) {
            List<String> rest = receiptHandles;
            String why = "";
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                // Each attempt may cost a time-out, and a stop has not the time for that.
                Optional<DeleteMessageBatchResponse> response = pauses.isStopped() && (gaveUp || outage.since().isPresent())
                        ? Optional.empty() : send(request(queueUrl, rest));
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
                if (attempt < ATTEMPTS && !pauses.after(attempt)) {
                    break;
                }
            }
            left.add(rest.size(), queueUrl, why);
        }

        private DeleteMessageBatchRequest request(String queueUrl, List<String> receiptHandles) {
            return DeleteMessageBatchRequest.builder().queueUrl(queueUrl).entries(IntStream.range(0, receiptHandles.size())
                    .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i)).receiptHandle(receiptHandles.get(i)).build())
                    .toList()).build();
        }

        private Optional<DeleteMessageBatchResponse> send(DeleteMessageBatchRequest request) {
            try {
                return Optional.of(GatheredDeletes.super.deleteMessageBatch(request));
            } catch (SdkException e) {
                receives.holdBack();
                try {
                    return sendAgain(request, e);
                } finally {
                    receives.goOn();
                }
            }
        }

        /** Waits while it is not answered as it must; empty if stopped. */
        private Optional<DeleteMessageBatchResponse> sendAgain(DeleteMessageBatchRequest request, SdkException failure) {
            Attempts attempts = new Attempts(outage, MEND);
            SdkException last = failure;
            while (attempts.again(last, pauses)) {
                try {
                    DeleteMessageBatchResponse response = GatheredDeletes.super.deleteMessageBatch(request);
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
        private boolean isGone(BatchResultErrorEntry entry) {
            return "ReceiptHandleIsInvalid".equals(entry.code());
        }
    }
}
