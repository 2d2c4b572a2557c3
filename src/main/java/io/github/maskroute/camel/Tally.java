package io.github.maskroute.camel;

import io.github.maskroute.event.Rejection.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** What became of the messages since the start, as meters. Safe for use by several threads. */
public final class Tally {

    private static final String BEAN = "maskroute-tally";
    private static final String MESSAGES = "maskroute.messages";
    private static final double[] ROWS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
    private static final Duration[] WRITE = durations(2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000);

    /** From a quiet queue's milliseconds to the 14 days that SQS keeps a message at most. */
    private static final Duration[] DELIVERY = durations(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000,
            300_000, 900_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000, 7 * 24 * 3_600_000, 14 * 24 * 3_600_000);

    private final Counter received;
    private final Counter stored;
    private final Counter duplicates;
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final DistributionSummary batchRows;
    private final Timer write;
    private final Timer delivery;
    private final OldestInHand oldest = new OldestInHand();

    private Tally(MeterRegistry meters) {
        received = Counter.builder("maskroute.received")
                .description("Messages that reached the route, redelivered ones each time").register(meters);
        stored = messages(meters, "stored", "none");
        duplicates = messages(meters, "duplicate", "none");
        for (Reason reason : Reason.values()) {
            deadLetters.put(reason, messages(meters, "dead_lettered", reason.code()));
        }
        batchRows = DistributionSummary.builder("maskroute.batch.rows").description("Rows of a statement")
                .serviceLevelObjectives(ROWS).register(meters);
        write = Timer.builder("maskroute.write").description("Time that a statement took, whatever its outcome")
                .serviceLevelObjectives(WRITE).register(meters);
        delivery = Timer.builder("maskroute.delivery").description("Time from a message's SentTimestamp to its row's commit")
                .serviceLevelObjectives(DELIVERY).register(meters);
        Gauge.builder("maskroute.oldest.message", oldest, OldestInHand::ageSeconds).baseUnit("seconds")
                .description("Age of the oldest message in hand; 0 without any").register(meters);
    }

    private static Counter messages(MeterRegistry meters, String outcome, String reason) {
        return Counter.builder(MESSAGES).description("Messages by what became of them").tags("outcome", outcome, "reason", reason)
                .register(meters);
    }

    private static Duration[] durations(int... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** The one tally of this CamelContext, in the MeterRegistry that is bound there, if there is one. */
    public static synchronized Tally of(CamelContext context) {
        Tally tally = context.getRegistry().lookupByNameAndType(BEAN, Tally.class);
        if (tally == null) {
            MeterRegistry bound = context.getRegistry().findSingleByType(MeterRegistry.class);
            tally = new Tally(bound == null ? new SimpleMeterRegistry() : bound);
            context.getRegistry().bind(BEAN, tally);
        }
        return tally;
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

    OldestInHand oldest() {
        return oldest;
    }

    void deadLetter(Reason reason) {
        deadLetters.get(reason).increment();
    }

    /** Messages that reached the route, redelivered ones each time. */
    public long countReceived() {
        return (long) received.count();
    }

    /** Rows added to the table. */
    public long countStored() {
        return (long) stored.count();
    }

    /** Messages that were in the table already. */
    public long countDuplicates() {
        return (long) duplicates.count();
    }

    /** Dead letters that the dead-letter queue accepted, of all reasons. */
    public long countDeadLetters() {
        return deadLetters.values().stream().mapToLong(counter -> (long) counter.count()).sum();
    }

    /** Dead letters by the code of their reason, those that occurred. */
    public Map<String, Long> deadLettersByReason() {
        return occurred().collect(Collectors.toMap(entry -> entry.getKey().code(), entry -> (long) entry.getValue().count()));
    }

    /** Seconds since the oldest message in hand was sent; 0 without any. */
    public double oldestSeconds() {
        return oldest.ageSeconds();
    }

    /** The times from a message's SentTimestamp to its row's commit. */
    public Timer delivery() {
        return delivery;
    }

    /** One line, for example {@code received 100, stored 99, duplicates 0, dead-lettered 1 (schema 1)}. */
    public String summary() {
        String reasons = occurred()
                .map(entry -> entry.getKey().code() + " " + (long) entry.getValue().count())
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "received %d, stored %d, duplicates %d, dead-lettered %d%s",
                countReceived(), countStored(), countDuplicates(), countDeadLetters(),
                reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    private Stream<Map.Entry<Reason, Counter>> occurred() {
        return deadLetters.entrySet().stream().filter(entry -> entry.getValue().count() > 0);
    }
}
