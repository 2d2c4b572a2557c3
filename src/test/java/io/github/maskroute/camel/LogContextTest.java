package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, String> fields = new HashMap<>();
    private final Processor step =
            new LogContext().wrapProcessorInInterceptors(context, null, exchange -> fields.putAll(MDC.getCopyOfContextMap()), null);

    @Test
    void shouldNameMessageAndRouteWhileAStepRuns() throws Exception {
        step.process(exchange("message-1"));

        assertThat(fields).containsEntry("messageId", "message-1").containsEntry("route", "drain-logins");
        assertThat(MDC.get("messageId")).isNull();
        assertThat(MDC.get("route")).isNull();
    }

    @Test
    void shouldRemoveTheFieldsWhenAStepFails() throws Exception {
        Processor failing = new LogContext().wrapProcessorInInterceptors(context, null, exchange -> {
            throw new IllegalStateException("as if");
        }, null);
        failing.process(exchange("message-1"));

        assertThat(MDC.get("messageId")).isNull();
    }

    private Exchange exchange(String messageId) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId("drain-logins");
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, messageId);
        return exchange;
    }
}
