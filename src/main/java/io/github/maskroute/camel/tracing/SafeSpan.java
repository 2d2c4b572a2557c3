package io.github.maskroute.camel.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;
import org.apache.camel.telemetry.Op;
import org.apache.camel.telemetry.TagConstants;

/**
 * A span that quotes no value. It has no events, because those quote exceptions and log lines, and only known attributes, because URIs
 * and statements may be built from values. Names of endpoints may be built from values too, so an endpoint's span is named by its
 * scheme. Immutable.
 */
final class SafeSpan extends DelegatingSpanData {

    private static final Set<String> KNOWN = Set.of(TagConstants.COMPONENT, TagConstants.OP, TagConstants.EXCHANGE_ID,
            TagConstants.MESSAGE_ID, TagConstants.ERROR, TagConstants.URL_SCHEME, TagConstants.DB_SYSTEM);

    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey(TagConstants.URL_SCHEME);
    private static final AttributeKey<String> OP = AttributeKey.stringKey(TagConstants.OP);

    /** Schemes whose consumer spans are named by the route's own URI, which contains no value. */
    private static final Set<String> SAFE_CONSUMERS = Set.of("direct", "seda", "timer");

    private final String name;
    private final Attributes attributes;
    private final StatusData status;

    SafeSpan(SpanData span) {
        super(span);
        name = name(span);
        attributes = span.getAttributes().toBuilder().removeIf(key -> !KNOWN.contains(key.getKey())).build();
        status = StatusData.create(span.getStatus().getStatusCode(), "");
    }

    /** Spans without a scheme belong to processors and are named by their ids. */
    private static String name(SpanData span) {
        String scheme = span.getAttributes().get(SCHEME);
        boolean ofRoute = scheme == null
                || (SAFE_CONSUMERS.contains(scheme) && Op.EVENT_RECEIVED.name().equals(span.getAttributes().get(OP)));
        return ofRoute ? span.getName() : scheme;
    }

    @Override
    public String getName() {
        return name;
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
