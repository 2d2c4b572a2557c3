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

/** What became of the messages of all routes since the start. Safe for use by several threads. */
public final class MessageMetrics {

    private static final String BEAN = "maskroute-tally";

    private final MeterRegistry meters;
    private final Map<String, RouteMetrics> routes = new ConcurrentHashMap<>();

    private MessageMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The one tally of this CamelContext, in the MeterRegistry that is bound there, if there is one. */
    public static synchronized MessageMetrics of(CamelContext context) {
        MessageMetrics tally = context.getRegistry().lookupByNameAndType(BEAN, MessageMetrics.class);
        if (tally == null) {
            MeterRegistry bound = context.getRegistry().findSingleByType(MeterRegistry.class);
            tally = new MessageMetrics(bound == null ? new SimpleMeterRegistry() : bound);
            context.getRegistry().bind(BEAN, tally);
        }
        return tally;
    }

    /** Of the messages that came by this route; it is counted from now on, if it was not before. */
    public RouteMetrics route(String id) {
        return routes.computeIfAbsent(id, route -> new RouteMetrics(route, meters));
    }

    /** Of the route that the message of an exchange came by. */
    RouteMetrics of(Exchange exchange) {
        return route(String.valueOf(exchange.getFromRouteId()));
    }

    /** Messages that reached the route, redelivered ones each time. */
    public long countReceived() {
        return sum(RouteMetrics::countReceived);
    }

    /** Messages that are stored and were not before. */
    public long countStored() {
        return sum(RouteMetrics::countStored);
    }

    /** Messages that were stored already. */
    public long countDuplicates() {
        return sum(RouteMetrics::countDuplicates);
    }

    /** Dead letters that the dead-letter queues accepted, of all reasons. */
    public long countDeadLetters() {
        return sum(RouteMetrics::countDeadLetters);
    }

    private long sum(ToLongFunction<RouteMetrics> count) {
        return routes.values().stream().mapToLong(count).sum();
    }

    /** Dead letters by the code of their reason, those that occurred. */
    public Map<String, Long> deadLettersByReason() {
        Map<String, Long> counts = new TreeMap<>();
        Arrays.stream(Reason.values()).forEach(reason -> counts.put(reason.code(), sum(route -> route.countDeadLetters(reason))));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Seconds since the oldest message in hand was sent; 0 without any. */
    public double oldestSeconds() {
        return routes.values().stream().mapToDouble(RouteMetrics::oldestSeconds).max().orElse(0);
    }

    /** The times from a message's SentTimestamp to its row's commit, a timer a route. */
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
