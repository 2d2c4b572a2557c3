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
 * Looks each queue up once, by its whole name. Camel would list the queues whose names begin so, which needs a right more.
 *
 * <p>Safe for use by several threads.
 */
public final class CachedQueueLookups extends DelegatingSqsClient {

    private final Map<GetQueueUrlRequest, String> urls = new ConcurrentHashMap<>();
    private final @Nullable Consumer<String> maker;

    /** @param maker makes a queue of a name that is not there; null where queues are somebody else's */
    public CachedQueueLookups(SqsClient client, @Nullable Consumer<String> maker) {
        super(client);
        this.maker = maker;
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        String known = urls.get(request);
        if (known == null) {
            known = found(request);
            urls.put(request, known);
        }
        return GetQueueUrlResponse.builder().queueUrl(known).build();
    }

    private String found(GetQueueUrlRequest request) {
        try {
            return super.getQueueUrl(request).queueUrl();
        } catch (QueueDoesNotExistException e) {
            if (maker == null) {
                throw e;
            }
            maker.accept(request.queueName());
            return super.getQueueUrl(request).queueUrl();
        }
    }

    @Override
    public ListQueuesResponse listQueues(ListQueuesRequest request) {
        String url = getQueueUrl(GetQueueUrlRequest.builder().queueName(request.queueNamePrefix()).build()).queueUrl();
        return ListQueuesResponse.builder().queueUrls(url).build();
    }
}
