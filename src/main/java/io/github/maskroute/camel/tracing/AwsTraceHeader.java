package io.github.maskroute.camel.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Continues the trace that a sender named in the system attribute {@code AWSTraceHeader}. A malformed header is ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">Tracing header</a>
 */
final class AwsTraceHeader implements TextMapPropagator {

    private static final String ATTRIBUTE = "AWSTraceHeader";

    @Override
    public Collection<String> fields() {
        return List.of();
    }

    /** Does nothing: only SQS sets the system attribute. */
    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {}

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        return AwsXrayPropagator.getInstance().extract(context, carrier, new TextMapGetter<C>() {
            @Override
            public Iterable<String> keys(C headers) {
                return List.of(ATTRIBUTE);
            }

            @Override
            public @Nullable String get(@Nullable C headers, String key) {
                return getter.get(headers, ATTRIBUTE);
            }
        });
    }
}
