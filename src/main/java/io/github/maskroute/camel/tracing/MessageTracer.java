package io.github.maskroute.camel.tracing;

import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.TagConstants;

/**
 * Camel's tracer, with the SQS message id in its spans, and without making a span current on a thread.
 *
 * <p>An exchange that waits for its batch continues on another thread. Its scope could therefore not be closed on the thread that opened
 * it, and the poller's next message would find the span of the previous one. Camel keeps the spans in the exchange, so scopes are not
 * needed.
 */
final class MessageTracer extends OpenTelemetryTracer {

    @Override
    protected void initTracer() {
        super.initTracer();
        setSpanLifecycleManager(new WithoutScopes(getSpanLifecycleManager()));
    }

    private record WithoutScopes(SpanLifecycleManager spans) implements SpanLifecycleManager {

        @Override
        public Span create(String name, Span parent, SpanContextPropagationExtractor headers) {
            Span span = spans.create(name, parent, headers);
            Object messageId = headers.get("CamelAwsSqsMessageId");
            if (messageId != null) {
                span.setTag(TagConstants.MESSAGE_ID, messageId.toString());
            }
            return span;
        }

        @Override
        public void activate(Span span) {}

        @Override
        public void deactivate(Span span) {
            spans.deactivate(span);
        }

        @Override
        public void close(Span span) {
            spans.close(span);
        }

        @Override
        public void inject(Span span, SpanContextPropagationInjector headers, boolean includeTracing) {
            spans.inject(span, headers, includeTracing);
        }
    }
}
