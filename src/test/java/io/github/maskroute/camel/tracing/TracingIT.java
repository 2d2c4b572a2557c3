package io.github.maskroute.camel.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TraceCollector;
import io.github.maskroute.testing.TraceCollector.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/** Traces that reach a collector, and their contents. */
class TracingIT {

    private static final Map<String, String> ON = Map.of("maskroute.tracing", "true");
    private static final String TRACE = "5759e988bd862e3fe1be46a994272793";
    private static final String PARENT = "53995c3f42cd8ad8";
    private static final String HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=" + PARENT + ";Sampled=1";

    private final TraceCollector collector = new TraceCollector();

    @AfterEach
    void end() {
        collector.close();
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("otel.")).forEach(System::clearProperty);
    }

    @Test
    void shouldContinueTheSendersTrace() {
        sendTo(collector.endpoint());
        try (TestDrain drain = new TestDrain("", ON).start()) {
            String stored = send(drain, TestDrain.event(1), HEADER);
            String rejected = send(drain, TestDrain.event(2).replace("2.3.0", "2.3.0.1"),
                    HEADER.replace("Root=1-5759e988", "Root=1-5759e989"));
            String malformed = send(drain, TestDrain.event(3), "Root=" + TestDrain.event(3).hashCode() + ";Parent=;;Sampled=perhaps");
            String without = drain.send(TestDrain.event(4), Map.of());
            drain.awaitRows(3).stop();

            assertThat(collector.spans()).extracting(Span::service).containsOnly("maskroute");
            assertThat(about(stored)).extracting(Span::traceId).containsOnly(TRACE);
            assertThat(about(stored)).extracting(Span::parentId).containsOnlyOnce(PARENT);
            assertThat(about(rejected)).extracting(Span::traceId).containsOnly("5759e989" + TRACE.substring(8));
            assertThat(about(rejected)).extracting(Span::name).contains("maskroute-send-dead-letter").hasSizeGreaterThan(2);
            assertThat(List.of(roots(malformed), roots(without))).allSatisfy(roots -> assertThat(roots).hasSize(1));
            assertThat(about(malformed)).extracting(Span::traceId)
                    .doesNotContainAnyElementsOf(about(without).stream().map(Span::traceId).toList());
            assertThat(drain.log()).doesNotContain("io.opentelemetry").doesNotContain("Tracing:");

            Message letter = drain.deadLetters().get(0);
            assertThat(letter.messageAttributes().keySet()).isNotEmpty().allMatch(name -> name.startsWith("maskroute-"));
            assertThat(letter.attributesAsStrings()).doesNotContainKey("AWSTraceHeader");
            assertNothingLeaked(drain);
        }
    }

    @Test
    void shouldCreateOneTracePerMessageOfABatch() {
        sendTo(collector.endpoint());
        System.setProperty("otel.service.name", "logins");
        try (TestDrain drain = new TestDrain("", ON).start()) {
            drain.execute("ALTER TABLE user_logins ADD CONSTRAINT no_beos CHECK (device_type <> 'beos')");
            drain.send(IntStream.range(0, 300).mapToObj(i ->
                    i % 100 == 50 ? TestDrain.event(i).replace("ios", "beos") : TestDrain.event(i)).toList()).awaitRows(297).stop();

            List<Span> roots = collector.spans().stream().filter(span -> span.messageId() != null && span.parentId().isEmpty()).toList();
            assertThat(roots).extracting(Span::messageId).hasSize(300).doesNotHaveDuplicates();
            assertThat(roots).extracting(Span::traceId).doesNotHaveDuplicates();
            assertThat(collector.spans()).extracting(Span::spanId).doesNotHaveDuplicates();
            assertThat(collector.spans()).extracting(Span::service).containsOnly("logins");
            assertThat(collector.spans()).filteredOn(span -> span.attributes().get("error") != null).isNotEmpty();
            assertNothingLeaked(drain);
        }
    }

    @Test
    void shouldDrainWithoutACollectorAndLogThatOnce() {
        collector.close();
        sendTo(collector.endpoint());
        System.setProperty("otel.bsp.schedule.delay", "100");
        try (TestDrain drain = new TestDrain("", ON).start()) {
            drain.send(IntStream.range(0, 100).mapToObj(TestDrain::event).toList()).awaitRows(100);
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("spans were lost"));
            Instant stopping = Instant.now();
            drain.stop();
            assertThat(Duration.between(stopping, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(drain.log().lines().filter(line -> line.contains("spans were lost"))).hasSize(1);
            assertThat(drain.log()).doesNotContain("io.opentelemetry").doesNotContain("Exception:");
        }
    }

    @Test
    void shouldBeOffByDefault() {
        sendTo(collector.endpoint());
        try (TestDrain drain = TestDrain.started()) {
            send(drain, TestDrain.event(1), HEADER);
            drain.awaitRows(1);
            assertThat(drain.camelContext().hasService(Tracer.class)).isNull();
            drain.stop();
            assertThat(collector.spans()).isEmpty();
        }
    }

    @Test
    void shouldRefuseToStartWithMalformedVariablesAndQuoteNone() {
        System.setProperty("otel.exporter.otlp.headers", "a-secret-key");
        try (TestDrain drain = new TestDrain("", ON)) {
            assertThatThrownBy(drain::start).hasMessageContaining("correct the variables OTEL_").hasNoCause()
                    .message().doesNotContain("a-secret-key");
        }
    }

    private static void sendTo(String endpoint) {
        System.setProperty("otel.exporter.otlp.endpoint", endpoint);
        System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
    }

    private static String send(TestDrain drain, String body, String header) {
        return Services.get().client().sendMessage(request -> request.queueUrl(drain.queueUrl()).messageBody(body)
                .messageSystemAttributesWithStrings(Map.of("AWSTraceHeader",
                        MessageSystemAttributeValue.builder().dataType("String").stringValue(header).build()))).messageId();
    }

    private List<Span> about(String messageId) {
        return collector.spans().stream().filter(span -> messageId.equals(span.messageId())).toList();
    }

    private List<Span> roots(String messageId) {
        return about(messageId).stream().filter(span -> span.parentId().isEmpty()).toList();
    }

    private void assertNothingLeaked(TestDrain drain) {
        IntStream.range(0, 300).forEach(i -> drain.remember(TestDrain.event(i)));
        drain.assertNothingLeaked(collector.text());
        assertThat(collector.spans()).allSatisfy(span -> {
            assertThat(span.events()).isZero();
            assertThat(span.attributes().keySet())
                    .isSubsetOf("component", "op", "exchangeId", "messaging.message.id", "error", "url.scheme", "db.system");
        });
    }
}
