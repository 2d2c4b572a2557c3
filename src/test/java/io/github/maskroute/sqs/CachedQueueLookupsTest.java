package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class CachedQueueLookupsTest {

    private final Set<String> there = new TreeSet<>(List.of("orders-dlq", "orders-archive"));
    private final List<String> asked = new ArrayList<>();

    @Test
    void shouldLookUpAQueueOnceByItsWholeName() {
        CachedQueueLookups queues = new CachedQueueLookups(new Server(), null);

        assertThat(queues.listQueues(request -> request.queueNamePrefix("orders-dlq")).queueUrls())
                .containsExactly("http://sqs/orders-dlq");
        assertThat(queues.getQueueUrl(request -> request.queueName("orders-dlq")).queueUrl()).isEqualTo("http://sqs/orders-dlq");
        assertThat(asked).containsExactly("orders-dlq");
        assertThatThrownBy(() -> queues.listQueues(request -> request.queueNamePrefix("orders")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    void shouldCreateAMissingQueueIfAllowed() {
        CachedQueueLookups queues = new CachedQueueLookups(new Server(), there::add);

        assertThat(queues.getQueueUrl(request -> request.queueName("orders")).queueUrl()).isEqualTo("http://sqs/orders");
        assertThat(there).contains("orders");
    }

    private final class Server implements SqsClient {

        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            asked.add(request.queueName());
            if (!there.contains(request.queueName())) {
                throw QueueDoesNotExistException.builder().message("secret").build();
            }
            return GetQueueUrlResponse.builder().queueUrl("http://sqs/" + request.queueName()).build();
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
}
