package io.github.maskroute.camel.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeSpanExporterTest {

    private final List<SpanData> sent = new ArrayList<>();
    private final TestLog log = new TestLog();
    private boolean away;
    private long seconds = 1_000;

    @Test
    void shouldExportNothingThatMayQuoteAValue() {
        Span span = spans().spanBuilder("sql").startSpan();
        span.setAttribute("camel.uri", "sql:SELECT 198.51.100.7").setAttribute("db.statement", "198.51.100.7")
                .setAttribute("component", "camel-sql");
        span.recordException(new IllegalStateException("198.51.100.7")).setStatus(StatusCode.ERROR, "198.51.100.7").end();

        assertThat(sent).singleElement().satisfies(safe -> {
            assertThat(safe.getName()).isEqualTo("sql");
            assertThat(safe.getAttributes().asMap()).hasSize(1).containsValue("camel-sql");
            assertThat(safe.getTotalAttributeCount()).isEqualTo(1);
            assertThat(safe.getEvents()).isEmpty();
            assertThat(safe.getTotalRecordedEvents()).isZero();
            assertThat(safe.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(safe.getStatus().getDescription()).isEmpty();
        });
    }

    /** The name of a producer endpoint may be computed from values; that of a consumer endpoint is constant. */
    @ParameterizedTest
    @CsvSource({
        "EVENT_SENT, direct, direct", "EVENT_SENT, kafka, kafka", "EVENT_SENT, sql, sql", "EVENT_RECEIVED, kafka, kafka",
        "EVENT_RECEIVED, direct, logins-198.51.100.7", "EVENT_RECEIVED, timer, logins-198.51.100.7", "EVENT_PROCESS, , logins-198.51.100.7",
    })
    void shouldNameComputedEndpointsByTheirScheme(String op, @Nullable String scheme, String name) {
        Span span = spans().spanBuilder("logins-198.51.100.7").startSpan().setAttribute("op", op);
        if (scheme != null) {
            span.setAttribute("url.scheme", scheme);
        }
        span.end();

        assertThat(sent).singleElement().extracting(SpanData::getName).isEqualTo(name);
    }

    @Test
    void shouldLogLostSpansOnceAMinute() {
        away = true;
        SdkTracerProvider provider = provider();
        for (int i = 0; i < 121; i++) {
            provider.get("test").spanBuilder("sql").startSpan().end();
            seconds++;
        }

        assertThat(log.text().lines().map(line -> line.substring(line.indexOf("Exporter ") + 9))).containsExactly(
                "1 spans were lost: the trace collector did not accept them (refused). Messages are still drained.",
                "60 spans were lost: the trace collector did not accept them (refused). Messages are still drained.",
                "60 spans were lost: the trace collector did not accept them (refused). Messages are still drained.");
    }

    private io.opentelemetry.api.trace.Tracer spans() {
        return provider().get("test");
    }

    private SdkTracerProvider provider() {
        SafeSpanExporter exporter = new SafeSpanExporter(new Collector(), () -> seconds * 1_000_000_000L);
        return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
    }

    /** A collector that may be unavailable. */
    private final class Collector implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            sent.addAll(spans);
            return away ? CompletableResultCode.ofFailure() : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
