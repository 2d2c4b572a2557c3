package io.github.maskroute.camel;

import io.github.maskroute.event.Rejection.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts the messages of one route by outcome since the start, in meters tagged with the route id. Safe for use by several threads. */
public final class RouteMetrics {

    private static final String MESSAGES = "maskroute.messages";
    private static final double[] ROW_BUCKETS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
    private static final Duration[] WRITE_BUCKETS = durations(2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000);

    /** From milliseconds, as on an idle queue, to 14 days, the maximum retention of SQS. */
    private static final Duration[] DELIVERY_BUCKETS = durations(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
            60_000, 300_000, 900_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000, 14 * 24 * 3_600_000);

    private final Counter received;
    private final Counter stored;
    private final Counter duplicates;
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final DistributionSummary batchRows;
    private final Timer write;
    private final Timer delivery;
    private final OldestInFlight oldest = new OldestInFlight();

    RouteMetrics(String route, MeterRegistry meters) {
        Tags tags = Tags.of("route", route);
        received = Counter.builder("maskroute.received").tags(tags)
                .description("Messages that reached the route, counting each redelivery").register(meters);
        stored = messages(meters, tags, "stored", "none");
        duplicates = messages(meters, tags, "duplicate", "none");
        for (Reason reason : Reason.values()) {
            deadLetters.put(reason, messages(meters, tags, "dead_lettered", reason.code()));
        }
        batchRows = DistributionSummary.builder("maskroute.batch.rows").tags(tags).description("Rows of a statement")
                .serviceLevelObjectives(ROW_BUCKETS).register(meters);
        write = Timer.builder("maskroute.write").tags(tags).description("Duration of a statement, successful or not")
                .serviceLevelObjectives(WRITE_BUCKETS).register(meters);
        delivery = Timer.builder("maskroute.delivery").tags(tags).description("Time from a message's SentTimestamp to its row's commit")
                .serviceLevelObjectives(DELIVERY_BUCKETS).register(meters);
        Gauge.builder("maskroute.oldest.message", oldest, OldestInFlight::ageSeconds).tags(tags).baseUnit("seconds")
                .description("Age of the oldest message in flight; 0 if none exists").register(meters);
    }

    private static Counter messages(MeterRegistry meters, Tags tags, String outcome, String reason) {
        return Counter.builder(MESSAGES).description("Messages by outcome")
                .tags(tags.and("outcome", outcome, "reason", reason)).register(meters);
    }

    private static Duration[] durations(int... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    void received() {
        received.increment();
    }

    void stored(int rows, int duplicateRows) {
        stored.increment(rows);
        duplicates.increment(duplicateRows);
        batchRows.record((double) rows + duplicateRows);
    }

    void written(Duration took) {
        write.record(took);
    }

    void delivered(Duration sinceSent) {
        delivery.record(sinceSent);
    }

    OldestInFlight oldest() {
        return oldest;
    }

    void deadLetter(Reason reason) {
        deadLetters.get(reason).increment();
    }

    /** Messages that reached the route, counting each redelivery. */
    public long countReceived() {
        return (long) received.count();
    }

    /** Messages that were stored for the first time. */
    public long countStored() {
        return (long) stored.count();
    }

    /** Messages that had been stored before. */
    public long countDuplicates() {
        return (long) duplicates.count();
    }

    /** Dead letters that the dead-letter queue accepted, for all reasons. */
    public long countDeadLetters() {
        return deadLetters.keySet().stream().mapToLong(this::countDeadLetters).sum();
    }

    /** Dead letters that the dead-letter queue accepted, for one reason. */
    long countDeadLetters(Reason reason) {
        return (long) deadLetters.get(reason).count();
    }

    /** Seconds since the oldest message in flight was sent; 0 if none exists. */
    public double oldestSeconds() {
        return oldest.ageSeconds();
    }

    Timer delivery() {
        return delivery;
    }
}
