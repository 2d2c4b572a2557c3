package io.github.maskroute.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;

/**
 * Looks each queue up once, by its whole name. Camel would list the queues whose names begin so, which needs a right more.
 *
 * <p>Safe for use by several threads.
 */
public final class KnownQueues extends DelegatingSqsClient {

    private final Map<GetQueueUrlRequest, String> urls = new ConcurrentHashMap<>();

    public KnownQueues(SqsClient client) {
        super(client);
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        String known = urls.get(request);
        if (known != null) {
            return GetQueueUrlResponse.builder().queueUrl(known).build();
        }
        GetQueueUrlResponse found = super.getQueueUrl(request);
        urls.put(request, found.queueUrl());
        return found;
    }

    @Override
    public ListQueuesResponse listQueues(ListQueuesRequest request) {
        return ListQueuesResponse.builder().queueUrls(getQueueUrl(request(request.queueNamePrefix())).queueUrl()).build();
    }

    private static GetQueueUrlRequest request(@Nullable String name) {
        return GetQueueUrlRequest.builder().queueName(name).build();
    }
}
