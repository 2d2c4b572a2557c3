package io.github.maskroute.camel.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports {@link SafeSpan}s, and logs the number of lost spans at most once a minute.
 *
 * <p>Safe for use by several threads.
 */
final class SafeSpanExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(SafeSpanExporter.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SpanExporter exporter;
    private final LongSupplier nanoTime;
    private long lost;
    private @Nullable Long lastLogged;

    SafeSpanExporter(SpanExporter exporter, LongSupplier nanoTime) {
        this.exporter = exporter;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> safe = spans.stream().<SpanData>map(SafeSpan::new).toList();
        CompletableResultCode result = exporter.export(safe);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                lost(safe.size(), result.getFailureThrowable());
            }
        });
    }

    private synchronized void lost(int spans, @Nullable Throwable cause) {
        lost += spans;
        long now = nanoTime.getAsLong();
        if (lastLogged == null || now - lastLogged >= QUIET_NANOS) {
            LOG.warn("{} spans were lost: the trace collector did not accept them ({}). Messages are still drained.",
                    lost, cause == null ? "refused" : cause.getClass().getSimpleName());
            lost = 0;
            lastLogged = now;
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
