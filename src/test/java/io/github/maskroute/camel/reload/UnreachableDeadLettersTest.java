package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.sqs.QueueUrls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class UnreachableDeadLettersTest {

    private static final Path DRAIN = Path.of("drain.camel.yaml");

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    @Test
    void shouldNameARouteWhoseQueuesAreNotBothFifo() throws Exception {
        assertThat(problems("logins.fifo", "logins-dlq"))
                .containsExactly(new Problem(DRAIN, 8, "queue and dead-letter queue must both end in .fifo, or neither"));
        assertThat(problems("logins.fifo", "logins-dlq.fifo")).isEmpty();
    }

    @Test
    void shouldNameARouteThatSendsToTheQueueThatItPolls() throws Exception {
        assertThat(problems("logins", "logins")).singleElement().extracting(Problem::cause).asString()
                .contains("would send rejected messages to the queue that it polls");
    }

    @Test
    void shouldNameARouteWhoseDeadLetterQueueDoesNotExist() throws Exception {
        context.getRegistry().bind("urls", new QueueUrls(new OneQueue("logins-dlq")));

        assertThat(problems("logins", "other-dlq")).singleElement().extracting(Problem::cause).isEqualTo(
                "the dead-letter queue of route drain cannot be found (QueueDoesNotExistException): create it, or name another queue");
        assertThat(problems("logins", "logins-dlq")).isEmpty();
    }

    private List<Problem> problems(String queue, String deadLetters) throws Exception {
        context.getPropertiesComponent().addInitialProperty("maskroute.dead-letter.queue", "shared-dlq");
        context.removeRouteDefinitions(List.copyOf(context.getRouteDefinitions()));
        String text = """
                - route:
                    id: drain
                    routeConfigurationId: errors
                    from:
                      uri: aws2-sqs:%s
                      steps:
                        - setProperty:
                            name: maskroute-dead-letter-queue
                            constant: %s
                """.formatted(queue, deadLetters);
        PluginHelper.getRoutesLoader(context).loadRoutes(CamelPath.resource(DRAIN, text));
        return UnreachableDeadLetters.in(context, Map.of(DRAIN, text));
    }

    /** SQS with one queue. */
    private record OneQueue(String name) implements SqsClient {

        @Override
        public GetQueueUrlResponse getQueueUrl(Consumer<GetQueueUrlRequest.Builder> request) {
            if (!GetQueueUrlRequest.builder().applyMutation(request).build().queueName().equals(name)) {
                throw QueueDoesNotExistException.builder().build();
            }
            return GetQueueUrlResponse.builder().queueUrl("https://sqs.example/1/" + name).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
