package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.TestLog;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** The handler of a consumer whose route fails with the exception that a message carries. */
class QuietExceptionHandlerTest extends CamelTestSupport {

    private static final String VALUE = "198.51.100.7";
    private static final String LOGGER = QuietExceptionHandler.class.getName();

    private final TestLog log = new TestLog();
    private final QuietExceptionHandler handler = new QuietExceptionHandler();

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("maskroute-exception-handler", handler);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("seda:message?pollTimeout=10&exceptionHandler=#bean:maskroute-exception-handler").routeId("drain-logins")
                        .process(exchange -> {
                            throw exchange.getMessage().getBody(Exception.class);
                        });
            }
        };
    }

    @Test
    void shouldLogOneLineForAMessageWithTheRootCauseAndNoValue() {
        fail("message-1", new RuntimeCamelException(VALUE, new SocketTimeoutException(VALUE)));

        assertThat(awaitLine("message-1")).singleElement().asString()
                .contains("Message message-1 (drain-logins) stays in the queue",
                        ": org.apache.camel.RuntimeCamelException, caused by java.net.SocketTimeoutException");
        assertThat(log.text()).doesNotContain(VALUE);
    }

    /** What threw it has logged it, once for many messages. */
    @Test
    void shouldNotLogAMessageThatWasLeftInTheQueue() {
        fail("message-1", new LeftInQueueException(VALUE));
        fail("message-2", new IllegalStateException(VALUE));

        assertThat(awaitLine("message-2")).hasSize(1);
    }

    /** Camel calls it more than once for an exchange. */
    @Test
    void shouldLogAnExchangeOnce() {
        Exchange exchange = exchange("drain-logins");
        handler.handleException(VALUE, exchange, new IllegalStateException(VALUE));
        handler.handleException(VALUE, exchange, new IllegalStateException(VALUE));

        assertThat(lines()).hasSize(1);
    }

    @Test
    void shouldLogRootCauseAndSqlStateOfARoute() {
        handler.handleException(VALUE, exchange("maskroute-prune-ledger"),
                new RuntimeCamelException(VALUE, new SQLException("Failing row contains (" + VALUE + ")", "42501")));

        assertThat(log.text()).contains("Route maskroute-prune-ledger failed and will run again:"
                        + " org.apache.camel.RuntimeCamelException, caused by java.sql.SQLException, SQLState 42501")
                .doesNotContain(VALUE);
    }

    @Test
    void shouldLogRootCauseAndSqlStateOfAPoll() {
        handler.handleException("Failed polling", new IllegalStateException(VALUE, new SQLException(VALUE, "08006")));

        assertThat(log.text()).contains("Failed polling (java.lang.IllegalStateException, caused by java.sql.SQLException, SQLState 08006)")
                .doesNotContain(VALUE);
    }

    private void fail(String messageId, Exception failure) {
        template.sendBodyAndHeader("seda:message", failure, SqsHeaders.MESSAGE_ID, messageId);
    }

    /** All lines of the handler when there is one with these words. */
    private List<String> awaitLine(String words) {
        await().until(() -> lines().stream().anyMatch(line -> line.contains(words)));
        return lines();
    }

    private List<String> lines() {
        return log.text().lines().filter(line -> line.contains("WARN ") && line.contains(LOGGER)).toList();
    }

    private Exchange exchange(String route) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId(route);
        return exchange;
    }
}
