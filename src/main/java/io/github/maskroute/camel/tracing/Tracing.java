package io.github.maskroute.camel.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The OpenTelemetry SDK for one CamelContext, configured by the environment variables {@code OTEL_…}; closing it sends the remaining
 * spans.
 *
 * <p>It sends traces only, unless the variables enable other signals. Safe for use by several threads.
 */
public final class Tracing implements AutoCloseable {

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final long CLOSE_SECONDS = 3;

    /** Switched off, because it logs each failed request and quotes responses. {@link SafeSpanExporter} logs failures instead. */
    private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

    private final OpenTelemetrySdk sdk;

    /** @throws IllegalStateException if the variables are malformed */
    public Tracing() {
        SDK_LOG.setLevel(Level.OFF);
        try {
            sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                    .addResourceCustomizer((resource, config) -> named(resource))
                    .addPropagatorCustomizer((others, config) -> TextMapPropagator.composite(others, new AwsTraceHeader()))
                    .addSpanExporterCustomizer((exporter, config) -> new SafeSpanExporter(exporter, System::nanoTime))
                    .build().getOpenTelemetrySdk();
        } catch (RuntimeException e) {
            // Its message quotes the value of the variable, which may be a credential of the collector.
            throw new IllegalStateException("tracing cannot start (" + e.getClass().getSimpleName()
                    + "): correct the variables OTEL_…, or set maskroute.tracing=false");
        }
    }

    /** Beans for the registry; to be bound before routes are created. */
    public Map<String, Object> beans() {
        return Map.of(
                "maskroute-tracing", new MessageTracer(),
                "maskroute-tracer", sdk.getTracer("maskroute"),
                "maskroute-propagators", sdk.getPropagators());
    }

    /** Takes a few seconds at most, also if the collector is unavailable. */
    @Override
    public void close() {
        sdk.getSdkTracerProvider().shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        sdk.shutdown();
    }

    /** A service name from the variables takes precedence over the default. */
    private static Resource named(Resource resource) {
        String name = resource.getAttribute(SERVICE_NAME);
        return name == null || name.startsWith("unknown_service")
                ? resource.merge(Resource.create(Attributes.of(SERVICE_NAME, "maskroute")))
                : resource;
    }
}
