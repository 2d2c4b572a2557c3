package io.github.maskroute.app;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.outage.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line every ten seconds while messages are processed, and none while there are no messages.
 *
 * <p>The ten seconds begin with the first message after a quiet time. The last line follows the last message. Checks once a second, on a
 * thread of its own.
 */
final class ProgressLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final Supplier<Snapshot> counts;
    private final Supplier<OptionalLong> waiting;
    private final LongSupplier nanoTime;
    private final Ticker ticker = new Ticker("maskroute-progress");

    /** Start of the current period, or the last check of a quiet time. */
    private long since;
    private Snapshot first;
    private boolean quiet = true;

    /** @param waiting messages in the queue, if known; called once a line */
    ProgressLog(MessageMetrics metrics, Supplier<OptionalLong> waiting) {
        this(() -> Snapshot.of(metrics), waiting, System::nanoTime);
    }

    ProgressLog(Supplier<Snapshot> counts, Supplier<OptionalLong> waiting, LongSupplier nanoTime) {
        this.counts = counts;
        this.waiting = waiting;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.first = counts.get();
    }

    void start() {
        ticker.every(Duration.ofSeconds(1), this::check);
    }

    @Override
    public void close() {
        ticker.close();
    }

    void check() {
        long time = nanoTime.getAsLong();
        Snapshot now = counts.get();
        boolean idle = now.equals(first);
        if (quiet ? idle : time - since >= PERIOD_NANOS) {
            if (!idle) {
                LOG.info(line(now, time));
            }
            quiet = idle;
            since = time;
            first = now;
        } else {
            quiet = false;
        }
    }

    private String line(Snapshot now, long time) {
        OptionalLong depth = depth();
        return String.format(Locale.ROOT, "Progress: %,d stored (%,.0f/s), %,d duplicates, %,d dead letters%s",
                now.stored, (now.stored - first.stored) * 1e9 / (time - since), now.duplicates, now.deadLetters,
                depth.isPresent() ? String.format(Locale.ROOT, ", %,d waiting", depth.getAsLong()) : "");
    }

    private OptionalLong depth() {
        try {
            return waiting.get();
        } catch (RuntimeException e) {
            // The queue is away or does not answer: the outage log reports that.
            return OptionalLong.empty();
        }
    }

    /** Outcomes of messages since the start. */
    record Snapshot(long received, long stored, long duplicates, long deadLetters) {

        static Snapshot of(MessageMetrics metrics) {
            return new Snapshot(metrics.countReceived(), metrics.countStored(), metrics.countDuplicates(), metrics.countDeadLetters());
        }
    }
}
