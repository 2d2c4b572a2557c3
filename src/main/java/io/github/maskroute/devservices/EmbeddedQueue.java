package io.github.maskroute.devservices;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An ElasticMQ on 127.0.0.1 with the limits of AWS. Its messages are in memory only. */
public final class EmbeddedQueue implements AutoCloseable {

    /** SQS moves a message to the dead-letter queue after this number of receives: many more than an outage causes. */
    private static final int MAX_RECEIVE_COUNT = 10;

    private final SQSRestServer server;
    private final URI endpoint;

    private EmbeddedQueue(SQSRestServer server) {
        this.server = server;
        this.endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    /** @param port the port to listen on; if it is in use, a free one */
    public static EmbeddedQueue start(int port) {
        return new EmbeddedQueue(SQSRestServerBuilder.withInterface("127.0.0.1").withPort(Ports.orFree(port)).start());
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Creates a queue with a redrive policy, and its dead-letter queue. Names that end in .fifo create FIFO queues. */
    public static void createQueues(SqsClient client, String name, String deadLetterName) {
        String deadLetterArn = client.getQueueAttributes(request -> request
                        .queueUrl(create(client, deadLetterName, Map.of()))
                        .attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes().get(QueueAttributeName.QUEUE_ARN);
        String redrivePolicy = "{\"deadLetterTargetArn\":\"" + deadLetterArn + "\",\"maxReceiveCount\":\"" + MAX_RECEIVE_COUNT + "\"}";
        create(client, name, Map.of(QueueAttributeName.REDRIVE_POLICY, redrivePolicy));
    }

    /** Creates a queue without a redrive policy. */
    public static void createQueue(SqsClient client, String name) {
        create(client, name, Map.of());
    }

    private static String create(SqsClient client, String name, Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        if (name.endsWith(".fifo")) {
            all.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        return client.createQueue(request -> request.queueName(name).attributes(all)).queueUrl();
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
