package io.github.maskroute.camel.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;
import org.apache.camel.telemetry.TagConstants;

/**
 * A span without events, which quote exceptions and log lines, and with known attributes only: URIs and statements may be put
 * together from values. Immutable.
 */
final class SafeSpan extends DelegatingSpanData {

    private static final Set<String> KNOWN = Set.of(TagConstants.COMPONENT, TagConstants.OP, TagConstants.EXCHANGE_ID,
            TagConstants.MESSAGE_ID, TagConstants.ERROR, TagConstants.URL_SCHEME, TagConstants.DB_SYSTEM);

    private final Attributes attributes;
    private final StatusData status;

    SafeSpan(SpanData span) {
        super(span);
        attributes = span.getAttributes().toBuilder().removeIf(key -> !KNOWN.contains(key.getKey())).build();
        status = StatusData.create(span.getStatus().getStatusCode(), "");
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public StatusData getStatus() {
        return status;
    }
}
