package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.keyset.PublishedKeys;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.sqs.OfflineSqsClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The shipped routes with their seven steps; only queues and database are replaced by endpoints of the test. */
@Timeout(60)
class ShippedRouteTest extends CamelTestSupport {

    private static final List<String> FILES = List.of("maskroute-errors", "maskroute-steps", "maskroute-send-dead-letter", "drain-logins");
    private static final MaskingKeys KEYS = PublishedKeys::keyset;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        configuration.withUseAdviceWith(true).withUseRouteBuilder(false);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("maskroute-sqs-client", new OfflineSqsClient());
        registry.bind("maskroute-data-source", new SimpleDriverDataSource());
        registry.bind("maskroute-keys", KEYS);
    }

    @BeforeEach
    void loadShippedRoutes() throws Exception {
        context.getPropertiesComponent().setLocation("file:application.properties");
        Resource[] files = FILES.stream().map(name -> Path.of("routes", name + ".camel.yaml"))
                .map(file -> ResourceHelper.resolveResource(context, "file:" + file)).toArray(Resource[]::new);
        PluginHelper.getRoutesLoader(context).loadRoutes(files);
        AdviceWith.adviceWith(context, "drain-logins", advice -> advice.replaceFromWith("direct:login-queue"));
        AdviceWith.adviceWith(context, "insert-user-logins", advice -> advice.weaveByToUri("sql*").replace().to("mock:sql"));
        AdviceWith.adviceWith(context, "maskroute-send-dead-letter",
                advice -> advice.weaveByType(ToDynamicDefinition.class).replace().to("mock:dead-letter-queue"));
        context.start();
        statement().whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(1));
    }

    @Test
    void shouldStoreAMaskedEvent() throws Exception {
        Exchange sent = send(StepTestSupport.EVENT);

        assertThat(sent.getException()).isNull();
        String parameter = statement().getReceivedExchanges().get(0).getMessage().getBody(String.class);
        JsonNode batch = JSON.readTree(parameter);
        assertThat(batch).singleElement().satisfies(row -> {
            assertThat(row.get("message_id").asText()).isEqualTo(StepTestSupport.MESSAGE_ID);
            assertThat(row.get("sent_at").asText()).isEqualTo(StepTestSupport.SENT_AT);
            assertThat(row.at("/event/user_id").asText()).isEqualTo("user-1");
            assertThat(row.at("/event/ip").asText()).startsWith("hmac.test.");
            assertThat(row.at("/event/device_id").asText()).startsWith("hmac.test.");
        });
        assertThat(parameter).doesNotContain(StepTestSupport.IP, StepTestSupport.DEVICE_ID);
        assertThat(letters().getReceivedExchanges()).isEmpty();
    }

    @Test
    void shouldSendMalformedJsonToTheDeadLetterQueue() {
        assertDeadLetter("no event", "not-json");
    }

    @Test
    void shouldSendAnEventThatBreaksTheSchemaToTheDeadLetterQueue() {
        assertDeadLetter(StepTestSupport.EVENT.replace("2.3.0", "two"), "schema");
    }

    @Test
    void shouldSendARefusedRowToTheDeadLetterQueueAsTheEventThatItWas() {
        statement().whenAnyExchangeReceived(exchange -> {
            throw new SQLException("Failing row", "23514");
        });

        assertDeadLetter(StepTestSupport.EVENT, "constraint");
    }

    /** The exchange fails, so its message is not deleted. */
    @Test
    void shouldLeaveTheMessageInTheQueueIfTheDeadLetterQueueRefusesTheLetter() {
        letters().whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("refused");
        });

        assertThat(send("no event").getException()).isInstanceOf(IllegalStateException.class).hasMessage("refused");
    }

    private void assertDeadLetter(String body, String reason) {
        Exchange sent = send(body);

        assertThat(sent.getException()).as("the exchange completes, and its message is deleted").isNull();
        assertThat(letters().getReceivedExchanges()).hasSize(1);
        Exchange letter = letters().getReceivedExchanges().get(0);
        assertThat(letter.getMessage().getBody()).isEqualTo(body);
        assertThat(letter.getMessage().getHeader("maskroute-reason")).isEqualTo(reason);
        assertThat(letter.getProperty("maskroute-dead-letter-url")).isEqualTo("https://sqs.invalid/0/login-queue-dlq");
        assertThat(new OriginStamp(KEYS).verified(letter.getMessage().getHeader(OriginStamp.ATTRIBUTE, String.class), body))
                .contains(new Origin(StepTestSupport.MESSAGE_ID, Instant.parse(StepTestSupport.SENT_AT)));
    }

    private Exchange send(String body) {
        return template.send("direct:login-queue", exchange -> StepTestSupport.fill(exchange, body, Map.of()));
    }

    private MockEndpoint statement() {
        return getMockEndpoint("mock:sql");
    }

    private MockEndpoint letters() {
        return getMockEndpoint("mock:dead-letter-queue");
    }
}
