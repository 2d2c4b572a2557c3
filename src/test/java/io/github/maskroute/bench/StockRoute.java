package io.github.maskroute.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.github.maskroute.config.Settings;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonLibrary;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A route of Camel's components alone: one INSERT and one delete for each message, and no ledger. */
final class StockRoute implements Way.Running {

    private static final String INSERT = """
            INSERT INTO user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date) \
            VALUES (:#user_id, :#device_type, :#ip, :#device_id, :#locale, :#app_version, CAST(:#create_date AS date))""";

    private final CamelContext camel = new DefaultCamelContext();
    private final HikariDataSource dataSource = new HikariDataSource();
    private final SqsClient client;
    private final MaskedRows rows;
    private final LongAdder stored = new LongAdder();

    StockRoute(Settings settings) {
        rows = new MaskedRows(settings);
        client = ReusedConnections.queue(settings);
        dataSource.setJdbcUrl(settings.database().url());
        dataSource.setUsername(settings.database().user());
        dataSource.setPassword(settings.database().password());
        camel.getRegistry().bind("client", client);
        camel.getRegistry().bind("data-source", dataSource);
        try {
            camel.addRoutes(route(settings.queue().name(), settings.queue().concurrentConsumers()));
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RouteBuilder route(String queue, int consumers) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("aws2-sqs:" + queue + "?amazonSQSClient=#client&concurrentConsumers=" + consumers
                        + "&maxMessagesPerPoll=10&waitTimeSeconds=1&greedy=true&attributeNames=SentTimestamp")
                        .unmarshal().json(JsonLibrary.Jackson, JsonNode.class)
                        .process(StockRoute.this::mask)
                        .to("sql:" + INSERT + "?dataSource=#data-source")
                        .process(exchange -> stored.increment());
            }
        };
    }

    private void mask(Exchange exchange) {
        exchange.getMessage().setBody(rows.columnsOf(
                exchange.getMessage().getBody(JsonNode.class), exchange.getMessage().getHeader("SentTimestamp", String.class)));
    }

    @Override
    public long stored() {
        return stored.sum();
    }

    @Override
    public void close() {
        camel.stop();
        dataSource.close();
        client.close();
    }
}
