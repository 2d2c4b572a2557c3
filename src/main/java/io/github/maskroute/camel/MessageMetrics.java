package io.github.maskroute.camel;

import io.github.maskroute.event.Rejection.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Counts the messages of all routes by outcome since the start. Safe for use by several threads. */
public final class MessageMetrics {

    private static final String BEAN = "maskroute-tally";

    private final MeterRegistry meters;
    private final Map<String, RouteMetrics> routes = new ConcurrentHashMap<>();

    private MessageMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The metrics of this CamelContext. They register in the MeterRegistry that is bound there, if there is one. */
    public static synchronized MessageMetrics of(CamelContext context) {
        MessageMetrics metrics = context.getRegistry().lookupByNameAndType(BEAN, MessageMetrics.class);
        if (metrics == null) {
            MeterRegistry bound = context.getRegistry().findSingleByType(MeterRegistry.class);
            metrics = new MessageMetrics(bound == null ? new SimpleMeterRegistry() : bound);
            context.getRegistry().bind(BEAN, metrics);
        }
        return metrics;
    }

    /** The metrics of a route; created at the first call. */
    public RouteMetrics route(String id) {
        return routes.computeIfAbsent(id, route -> new RouteMetrics(route, meters));
    }

    /** The metrics of the route that created an exchange. */
    RouteMetrics of(Exchange exchange) {
        return route(String.valueOf(exchange.getFromRouteId()));
    }

    /** Messages that reached the routes, counting each redelivery. */
    public long countReceived() {
        return sum(RouteMetrics::countReceived);
    }

    /** Messages that were stored for the first time. */
    public long countStored() {
        return sum(RouteMetrics::countStored);
    }

    /** Messages that had been stored before. */
    public long countDuplicates() {
        return sum(RouteMetrics::countDuplicates);
    }

    /** Dead letters that the dead-letter queues accepted, for all reasons. */
    public long countDeadLetters() {
        return sum(RouteMetrics::countDeadLetters);
    }

    private long sum(ToLongFunction<RouteMetrics> count) {
        return routes.values().stream().mapToLong(count).sum();
    }

    /** Dead letters by reason code; only reasons that occurred. */
    public Map<String, Long> deadLettersByReason() {
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(Reason.values()).forEach(reason -> counts.put(reason.code(), sum(route -> route.countDeadLetters(reason))));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Seconds since the oldest message in flight was sent; 0 if none exists. */
    public double oldestSeconds() {
        return routes.values().stream().mapToDouble(RouteMetrics::oldestSeconds).max().orElse(0);
    }

    /** The time from a message's SentTimestamp to the commit of its row, one timer per route. */
    public List<Timer> delivery() {
        return routes.values().stream().map(RouteMetrics::delivery).toList();
    }

    /** One line, for example {@code received 100, stored 99, duplicates 0, dead-lettered 1 (schema 1)}. */
    public String summary() {
        String reasons = deadLettersByReason().entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue()).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "received %d, stored %d, duplicates %d, dead-lettered %d%s",
                countReceived(), countStored(), countDuplicates(), countDeadLetters(),
                reasons.isEmpty() ? "" : " (" + reasons + ")");
    }
}
