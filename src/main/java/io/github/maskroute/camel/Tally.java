package io.github.maskroute.camel;

import io.github.maskroute.event.Rejection.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** What became of the messages since the start. Safe for use by several threads. */
public final class Tally {

    private static final String BEAN = "maskroute-tally";

    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final Map<Reason, LongAdder> deadLetters = new EnumMap<>(Reason.class);

    private Tally() {
        for (Reason reason : Reason.values()) {
            deadLetters.put(reason, new LongAdder());
        }
    }

    /** The one tally of this CamelContext. */
    public static synchronized Tally of(CamelContext context) {
        Tally tally = context.getRegistry().lookupByNameAndType(BEAN, Tally.class);
        if (tally == null) {
            tally = new Tally();
            context.getRegistry().bind(BEAN, tally);
        }
        return tally;
    }

    void received() {
        received.increment();
    }

    void stored(int rows, int duplicateRows) {
        stored.add(rows);
        duplicates.add(duplicateRows);
    }

    void deadLetter(Reason reason) {
        deadLetters.get(reason).increment();
    }

    /** Messages that reached the route, redelivered ones each time. */
    public long countReceived() {
        return received.sum();
    }

    /** Rows added to the table. */
    public long countStored() {
        return stored.sum();
    }

    /** Messages that were in the table already. */
    public long countDuplicates() {
        return duplicates.sum();
    }

    /** Dead letters that the dead-letter queue accepted, of all reasons. */
    public long countDeadLetters() {
        return deadLetters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** One line, for example {@code received 100, stored 99, duplicates 0, dead-lettered 1 (schema 1)}. */
    public String summary() {
        String reasons = deadLetters.entrySet().stream()
                .filter(entry -> entry.getValue().sum() > 0)
                .map(entry -> entry.getKey().code() + " " + entry.getValue().sum())
                .collect(Collectors.joining(", "));
        return "received %d, stored %d, duplicates %d, dead-lettered %d%s".formatted(
                countReceived(), countStored(), countDuplicates(), countDeadLetters(),
                reasons.isEmpty() ? "" : " (" + reasons + ")");
    }
}
