package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestLog;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class QuietExceptionHandlerTest {

    private static final String VALUE = "198.51.100.7";

    private final TestLog log = new TestLog();
    private final QuietExceptionHandler handler = new QuietExceptionHandler();

    @Test
    void shouldLogCauseAndSqlStateOfARoute() {
        handler.handleException(VALUE, exchange("maskroute-prune-ledger"),
                new RuntimeCamelException(VALUE, new SQLException("Failing row contains (" + VALUE + ")", "42501")));

        assertThat(log.text()).contains("Route maskroute-prune-ledger failed and will run again:"
                        + " org.apache.camel.RuntimeCamelException, caused by java.sql.SQLException, SQLState 42501")
                .doesNotContain(VALUE);
    }

    @Test
    void shouldLogTheCauseOfAMessage() {
        Exchange exchange = exchange("drain-logins");
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, "message-1");
        handler.handleException(VALUE, exchange, new RuntimeCamelException(VALUE, new SocketTimeoutException(VALUE)));

        assertThat(log.text()).contains("Message message-1 (drain-logins) stays in the queue and is received again:"
                + " org.apache.camel.RuntimeCamelException, caused by java.net.SocketTimeoutException").doesNotContain(VALUE);
    }

    @Test
    void shouldLogTheCauseOfAPoll() {
        handler.handleException("Failed polling", new IllegalStateException(VALUE, new SQLException(VALUE, "08006")));

        assertThat(log.text()).contains("Failed polling (java.lang.IllegalStateException, caused by java.sql.SQLException, SQLState 08006)")
                .doesNotContain(VALUE);
    }

    private static Exchange exchange(String route) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId(route);
        return exchange;
    }
}
