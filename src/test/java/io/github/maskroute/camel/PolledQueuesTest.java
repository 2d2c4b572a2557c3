package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.sqs.QueueName;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses contexts that have loaded their routes and are not started. */
class PolledQueuesTest {

    private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/other";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Properties settings = new Properties();

    @BeforeEach
    void set() {
        settings.put("maskroute.dead-letter.queue", "shared-dlq");
        settings.put("orders", "orders");
        context.getPropertiesComponent().setInitialProperties(settings);
    }

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws2-sqs:orders?greedy=true", "aws2-sqs://{{orders}}?queueUrl={{?none}}", "aws2-sqs:{{nothing:orders}}",
        "aws2-sqs:arn:aws:sqs:eu-central-1:123456789012:orders?queueUrl={{?none}}"})
    void shouldReadTheQueueNameAsCamelDoes(String uri) throws Exception {
        load("uri: \"" + uri + "\"", "setBody: { constant: x }");

        assertThat(PolledQueues.in(context)).containsExactly(new PolledQueue(
                "drain-orders", new QueueName("orders", Optional.empty()), new QueueName("shared-dlq", Optional.empty())));
    }

    @Test
    void shouldPreferTheUrlToTheName() throws Exception {
        settings.put("their.url", URL);
        settings.put("maskroute.dead-letter.queue-url", URL + "-dlq");
        load("uri: aws2-sqs, parameters: { queueNameOrArn: orders, queueUrl: \"{{?their.url}}\" }", "setBody: { constant: x }");
        PolledQueue polled = PolledQueues.in(context).get(0);

        assertThat(polled.queue()).isEqualTo(new QueueName("orders", Optional.of(URL))).returns("other", QueueName::shown);
        assertThat(polled.deadLetters()).isEqualTo(new QueueName("shared-dlq", Optional.of(URL + "-dlq")));
    }

    @Test
    void shouldUseTheUrlSettingOnlyForItsOwnQueue() throws Exception {
        settings.put("maskroute.dead-letter.queue-url", URL + "-dlq");
        load("uri: aws2-sqs:orders", "setProperty: { name: maskroute-dead-letter-queue, constant: \"{{their:orders-dlq}}\" }");

        assertThat(PolledQueues.in(context).get(0).deadLetters()).isEqualTo(new QueueName("orders-dlq", Optional.empty()));
    }

    /** A header of the sender must not determine the dead-letter queue of its event. */
    @ParameterizedTest
    @ValueSource(strings = {
        "setProperty: { name: maskroute-dead-letter-queue, simple: \"${header.maskroute-message-id}\" }",
        "setProperty: { name: maskroute-dead-letter-queue, header: maskroute-origin }",
        "setProperty: { name: maskroute-dead-letter-queue, constant: a } }, "
                + "{ setProperty: { name: maskroute-dead-letter-queue, constant: b }",
        "loop: { constant: 1, steps: [ { setProperty: { name: maskroute-dead-letter-queue, constant: deep } } ] }"})
    void shouldRejectADeadLetterQueueThatIsNotAConstantOfOneStep(String steps) throws Exception {
        load("uri: aws2-sqs:orders", steps);

        assertThatThrownBy(() -> PolledQueues.in(context)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("route drain-orders must set the property maskroute-dead-letter-queue once, in a step of its own");
    }

    @Test
    void shouldUseTheRoutesDeadLetterQueueBeforeItsStepHasRun() throws Exception {
        load("uri: aws2-sqs:orders", "setBody: { constant: x } }, { setProperty: { name: maskroute-dead-letter-queue, constant: late }");
        DefaultExchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId("drain-orders");

        assertThat(PolledQueues.deadLetters(exchange).name()).isEqualTo("late");
    }

    @Test
    void shouldUseTheSettingWithoutTheProperty() {
        DefaultExchange exchange = new DefaultExchange(context);
        assertThat(PolledQueues.deadLetters(exchange).name()).isEqualTo("shared-dlq");
        exchange.setProperty(PolledQueues.DEAD_LETTERS, "orders-dlq");
        assertThat(PolledQueues.deadLetters(exchange).name()).isEqualTo("orders-dlq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws2-sqs:orders", "aws2-sqs:other?queueUrl=https://sqs.example/1/orders"})
    void shouldRejectTwoDrainsOfOneQueue(String uri) throws Exception {
        drain("logins", "aws2-sqs:{{orders}}", "logins-dlq");
        drain("orders", uri, "orders-dlq");

        assertThatThrownBy(() -> PolledQueues.check(context)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route logins polls the queue of route orders, and each would receive the other's events; name another queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "{{orders}}", "shared-dlq"})
    void shouldRejectADrainOfItsOwnDeadLetterQueue(String letters) throws Exception {
        drain("orders", "aws2-sqs:" + letters, letters);

        assertThatThrownBy(() -> PolledQueues.check(context)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route orders would send rejected messages to the queue that it polls; name another queue");
    }

    /** Valid are: a chain of drains, a shared dead-letter queue, a route that reads it, and queues of one name in two accounts. */
    @Test
    void shouldAllowOtherSharedQueues() throws Exception {
        drain("first", "aws2-sqs:first?queueUrl=https://sqs.example/1/first", "second");
        drain("second", "aws2-sqs:second", "shared-dlq");
        drain("third", "aws2-sqs:first?queueUrl=https://sqs.example/2/first", "shared-dlq");
        load("uri: aws2-sqs:shared-dlq", "log: dead");

        PolledQueues.check(context);
        assertThat(PolledQueues.in(context)).hasSize(4);
    }

    @Test
    void shouldIgnoreRoutesThatDoNotPoll() throws Exception {
        load("uri: \"direct:orders\"", "setBody: { constant: x }");

        assertThat(PolledQueues.in(context)).isEmpty();
    }

    private void drain(String id, String uri, String letters) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("file:" + id + ".camel.yaml",
                "- route: { id: " + id + ", routeConfigurationId: maskroute-errors, from: { uri: \"" + uri + "\", steps: ["
                        + " { setProperty: { name: maskroute-dead-letter-queue, constant: \"" + letters + "\" } } ] } }"));
    }

    private void load(String from, String steps) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("file:routes.camel.yaml",
                "- route: { id: drain-orders, from: { " + from + ", steps: [ { " + steps + " } ] } }"));
    }
}
