package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class PendingExchangeTest {

    private final AtomicInteger completions = new AtomicInteger();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final PendingExchange pending = PendingExchange.of(exchange, done -> completions.incrementAndGet());

    @Test
    void shouldIgnoreFailureAfterCompletion() {
        pending.complete();
        pending.fail(new LeftInQueueException("too late"));

        assertThat(completions).hasValue(1);
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void shouldKeepTheFirstFailure() {
        LeftInQueueException first = new LeftInQueueException("first");
        pending.fail(first);
        pending.fail(new LeftInQueueException("second"));
        pending.complete();

        assertThat(completions).hasValue(1);
        assertThat(exchange.getException()).isSameAs(first);
    }

    /** The row is stored again, to test statement and privileges, after the exchange has continued. */
    @Test
    void shouldKeepTheRowWhenLaterStepsReplaceTheBody() {
        exchange.getMessage().setBody("row");
        PendingExchange stored = PendingExchange.of(exchange, done -> { });
        exchange.getMessage().setBody("of a later step");

        assertThat(stored.row()).isEqualTo("row");
    }

    @Test
    void shouldCompleteOthersWhenACallbackThrows() {
        PendingExchange bad = PendingExchange.of(exchange, done -> {
            throw new OutOfMemoryError("as if");
        });
        bad.complete();
        pending.complete();

        assertThat(completions).hasValue(1);
    }
}
