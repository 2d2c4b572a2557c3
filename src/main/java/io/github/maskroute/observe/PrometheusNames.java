package io.github.maskroute.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Prometheus's conventions for the meters of all libraries: {@code promtool check metrics} finds nothing to say. */
final class PrometheusNames extends PrometheusNamingConvention {

    /** Named against the conventions, and told by others as well. */
    private static final Set<String> LEFT_OUT = Set.of("app.info", "process.cpu.time", "system.cpu.count");

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private PrometheusNames() {}

    static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().namingConvention(new PrometheusNames()).meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getDescription() != null ? id
                        : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), "Camel's " + id.getName(), id.getType());
            }
        });
        return registry;
    }

    @Override
    public String tagKey(String key) {
        return super.tagKey(HUMP.matcher(key).replaceAll("_").toLowerCase(Locale.ROOT));
    }
}
