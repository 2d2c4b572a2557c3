package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestLog;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSubjectTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void shouldNameMessageAndRoute() {
        assertThat(LogSubject.of(exchange("m-1"))).hasToString("Message m-1 (drain-logins)");
        assertThat(LogSubject.of(exchange(null))).hasToString("Route drain-logins");
    }

    @Test
    void shouldNameTheFirstTenOfSeveralMessages() {
        TestLog log = new TestLog();
        List<Exchange> exchanges = IntStream.rangeClosed(1, 12).mapToObj(i -> exchange("m-" + i)).toList();
        LogSubject.warnOfSeveral(LoggerFactory.getLogger(LogSubjectTest.class), exchanges, "stay");
        LogSubject.warnOfSeveral(LoggerFactory.getLogger(LogSubjectTest.class), exchanges.subList(0, 2), "stay");

        assertThat(log.text()).contains(
                "12 messages (drain-logins) stay: m-1, m-2, m-3, m-4, m-5, m-6, m-7, m-8, m-9, m-10 and 2 others",
                "2 messages (drain-logins) stay: m-1, m-2");
    }

    private Exchange exchange(@Nullable String messageId) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId("drain-logins");
        if (messageId != null) {
            exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, messageId);
        }
        return exchange;
    }
}
