package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.event.Rejection.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MessageMetricsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldCountByRouteAndInTotal() {
        context.getRegistry().bind("meters", meters);
        MessageMetrics metrics = MessageMetrics.of(context);
        metrics.route("a").received();
        metrics.route("a").stored(2, 1);
        metrics.route("b").stored(3, 0);
        metrics.route("b").deadLetter(Reason.SCHEMA);

        assertThat(MessageMetrics.of(context)).isSameAs(metrics);
        assertThat(metrics.route("a").countStored()).isEqualTo(2);
        assertThat(metrics.deadLettersByReason()).isEqualTo(Map.of("schema", 1L));
        assertThat(metrics.summary()).isEqualTo("received 1, stored 5, duplicates 1, dead-lettered 1 (schema 1)");
        assertThat(meters.get("maskroute.messages").tags("route", "b", "outcome", "dead_lettered", "reason", "schema").counter().count())
                .isEqualTo(1);
    }

    @Test
    void shouldSummarizeWithoutReasonsIfThereIsNoDeadLetter() {
        assertThat(MessageMetrics.of(context).summary()).isEqualTo("received 0, stored 0, duplicates 0, dead-lettered 0");
    }
}
