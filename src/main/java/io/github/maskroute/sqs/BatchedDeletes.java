package io.github.maskroute.sqs;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/**
 * Combines deletes of single messages into {@code DeleteMessageBatch} requests of at most ten entries.
 *
 * <p>{@link #deleteMessage} returns before the message is deleted. While the requests of a queue fail, nothing is received from it: what is
 * received could not be deleted either, SQS would count each delivery, and in the end move stored messages to the dead-letter queue. A
 * message that is not deleted is delivered again, and the ledger recognizes it. Safe for use by several threads.
 */
public class BatchedDeletes extends DelegatingSqsClient {

    private final SqsClient client;
    private final PausableReceives receives;
    private final Outage outage;
    private final int workers;
    private final MeterRegistry meters;
    private final Map<String, QueueDeletes> queues = new ConcurrentHashMap<>();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(5));
    private volatile boolean closed;

    /**
     * For a host program with its own receives: while deletes fail, the waiting deletes slow its receives down.
     *
     * @param client that sends the requests
     * @param workers how many delete requests may be under way at once, for each queue
     */
    public BatchedDeletes(SqsClient client, int workers) {
        this(client, new PausableReceives(client, new Outage("The queue")), new Outage("The queue"), workers, new SimpleMeterRegistry());
    }

    /**
     * @param client that sends the requests
     * @param receives that wait while the requests of their queue fail
     * @param outage records failures
     * @param workers how many delete requests may be under way at once, for each queue
     * @param meters get the counters {@code maskroute.deletes}
     */
    public BatchedDeletes(SqsClient client, PausableReceives receives, Outage outage, int workers, MeterRegistry meters) {
        super(client);
        this.client = client;
        this.receives = receives;
        this.outage = outage;
        this.workers = workers;
        this.meters = meters;
    }

    /** Queues a delete. Waits while the queue is full. After {@link #close} the delete is sent at once, alone. */
    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        try {
            if (!closed && queues.computeIfAbsent(request.queueUrl(), this::ofQueue).add(request.receiptHandle())) {
                return DeleteMessageResponse.builder().build();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.deleteMessage(request);
    }

    private QueueDeletes ofQueue(String queueUrl) {
        return new QueueDeletes(client, queueUrl, receives, outage.part(QueueName.ofUrl(queueUrl)), workers, backoff, meters);
    }

    /** Prepares a stop: deletes are no longer retried, and messages whose delete fails stay in the queue. */
    public void stopWaiting() {
        backoff.stop();
    }

    /** Sends the queued deletes, then closes the client. */
    @Override
    public void close() {
        stopWaiting();
        closed = true;
        queues.values().forEach(QueueDeletes::close);
        super.close();
    }
}
