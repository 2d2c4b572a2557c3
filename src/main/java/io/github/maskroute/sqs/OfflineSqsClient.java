package io.github.maskroute.sqs;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;

/** A client for routes that are only read or built. Look-ups return invented URLs; every other request fails. */
public final class OfflineSqsClient implements SqsClient {

    private static final String NO_QUEUES = "https://sqs.invalid/0/";

    @Override
    public ListQueuesResponse listQueues(ListQueuesRequest request) {
        return ListQueuesResponse.builder().queueUrls(NO_QUEUES + request.queueNamePrefix()).build();
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        return GetQueueUrlResponse.builder().queueUrl(NO_QUEUES + request.queueName()).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
