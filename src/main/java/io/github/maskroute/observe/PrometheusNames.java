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

/** Names the meters of all libraries by Prometheus's conventions, so that {@code promtool check metrics} reports nothing. */
final class PrometheusNames extends PrometheusNamingConvention {

    /** Their names break the conventions, and other meters have the same figures. */
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
