package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.config.Settings;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.TestDrain;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class DrainedQueuesTest {

    private static final String NOBODY = "http://127.0.0.1:1";

    /** Probes and pages read them until the services are closed, which is after the routes. */
    @Test
    void shouldListNoQueuesOfStoppedRoutes() throws Exception {
        Settings settings = TestDrain.shipped(Map.of("maskroute.queue.endpoint", NOBODY, "maskroute.queue.access-key", "test",
                "maskroute.queue.secret-key", "test", "maskroute.db.url", "jdbc:postgresql://127.0.0.1:1/none"));
        try (SqsConnection queue = new SqsConnection(new ServiceFactory(settings)); DefaultCamelContext context = new DefaultCamelContext()) {
            Properties dead = new Properties();
            dead.put("maskroute.dead-letter.queue", "visits-dlq");
            dead.put("maskroute.dead-letter.queue-url", NOBODY + "/0/visits-dlq");
            context.getPropertiesComponent().setInitialProperties(dead);
            context.getRegistry().bind("client", queue.plain());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("aws2-sqs:visits?amazonSQSClient=#client&queueUrl=" + NOBODY + "/0/visits").routeId("drain-visits")
                            .autoStartup(false).to("log:visits");
                }
            });
            context.start();
            DrainedQueues queues = new DrainedQueues(queue, false);
            queues.find(context, new Backoff(Duration.ZERO));

            assertThat(queues.now()).extracting(PolledQueue::route).containsExactly("drain-visits");
            context.stop();
            assertThat(queues.now()).isEmpty();
        }
    }
}
