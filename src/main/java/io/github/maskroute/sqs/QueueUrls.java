package io.github.maskroute.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Looks up URLs of queues, each once. Safe for use by several threads. */
public final class QueueUrls {

    private final SqsClient client;
    private final Map<QueueName, String> urls = new ConcurrentHashMap<>();

    public QueueUrls(SqsClient client) {
        this.client = client;
    }

    /**
     * The URL of a queue.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if a look-up is necessary, and SQS is away or the queue does not exist
     */
    public String of(QueueName queue) {
        return urls.computeIfAbsent(queue, name -> name.url().orElseGet(
                () -> client.getQueueUrl(request -> request.queueName(name.name())).queueUrl()));
    }
}
