package io.github.maskroute.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Looks up each queue once, by its whole name. Camel would list the queues with this prefix, which needs another permission.
 *
 * <p>Safe for use by several threads.
 */
public final class CachedQueueLookups extends DelegatingSqsClient {

    private final Map<GetQueueUrlRequest, String> urls = new ConcurrentHashMap<>();
    private final @Nullable Consumer<String> creator;

    /** @param creator creates a missing queue by its name; null where this program must not create queues */
    public CachedQueueLookups(SqsClient client, @Nullable Consumer<String> creator) {
        super(client);
        this.creator = creator;
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        String known = urls.get(request);
        if (known == null) {
            known = lookUp(request);
            urls.put(request, known);
        }
        return GetQueueUrlResponse.builder().queueUrl(known).build();
    }

    private String lookUp(GetQueueUrlRequest request) {
        try {
            return super.getQueueUrl(request).queueUrl();
        } catch (QueueDoesNotExistException e) {
            if (creator == null) {
                throw e;
            }
            creator.accept(request.queueName());
            return super.getQueueUrl(request).queueUrl();
        }
    }

    @Override
    public ListQueuesResponse listQueues(ListQueuesRequest request) {
        String url = getQueueUrl(GetQueueUrlRequest.builder().queueName(request.queueNamePrefix()).build()).queueUrl();
        return ListQueuesResponse.builder().queueUrls(url).build();
    }
}
