package io.github.maskroute.observe;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The last five minutes, second by second, and the last hour, minute by minute. Safe for use by several threads. */
public final class History {

    /**
     * What happened in a second.
     *
     * @param t its start, in epoch seconds
     */
    public record Second(long t, long stored, long duplicates, long deadLettered) {}

    private static final int SECONDS = 300;
    private static final int MINUTES = 60;

    private final Clock clock;
    private final Supplier<MeterReading> meters;
    private final Supplier<List<Timer>> delivery;
    private final Deque<Second> seconds = new ArrayDeque<>();
    private final Deque<Minute> minutes = new ArrayDeque<>();
    private final Deque<Delivered> deliveries = new ArrayDeque<>();
    private MeterReading last;
    private @Nullable Instant lastStored;
    private int stalledSeconds;

    /**
     * @param meters reads the meters; must not block
     * @param delivery timers with the same buckets
     */
    public History(Clock clock, Supplier<MeterReading> meters, Supplier<List<Timer>> delivery) {
        this.clock = clock;
        this.meters = meters;
        this.delivery = delivery;
        this.last = meters.get();
        this.lastStored = last.stored() > 0 ? clock.instant() : null;
    }

    /** Ends a second. Must be called once a second. */
    public synchronized void tick() {
        MeterReading now = meters.get();
        MeterReading more = now.since(last);
        last = now;
        long t = clock.instant().getEpochSecond() - 1;
        add(seconds, SECONDS, new Second(t, more.stored(), more.duplicates(), more.deadLettered()));
        add(deliveries, SECONDS, Delivered.of(delivery.get()));
        Minute minute = minutes.isEmpty() || minutes.getLast().t() != t / 60 * 60 ? Minute.empty(t / 60 * 60) : minutes.removeLast();
        add(minutes, MINUTES, minute.plus(more));
        if (more.stored() > 0) {
            lastStored = clock.instant();
        }
        stalledSeconds = now.isEmpty() || more.stored() + more.duplicates() > 0 ? 0 : stalledSeconds + 1;
    }

    private static <T> void add(Deque<T> all, int most, T next) {
        all.addLast(next);
        if (all.size() > most) {
            all.removeFirst();
        }
    }

    /** Oldest first. */
    public synchronized List<Second> seconds() {
        return List.copyOf(seconds);
    }

    /** Oldest first; the last one is incomplete. */
    public synchronized List<Minute> minutes() {
        return List.copyOf(minutes);
    }

    /** Time of the last stored row; empty if none was stored since the start. */
    public synchronized Optional<Instant> lastStored() {
        return Optional.ofNullable(lastStored);
    }

    /** Seconds for which messages have been waiting or in flight and none was stored. */
    public synchronized int stalledSeconds() {
        return stalledSeconds;
    }

    /** Percentiles of the last five minutes, to the precision of the timer's buckets; empty if nothing was delivered. */
    public synchronized Optional<Percentiles> delivery() {
        if (deliveries.isEmpty()) {
            return Optional.empty();
        }
        double[] bounds = deliveries.getLast().bounds;
        double[] upTo = deliveries.getLast().since(deliveries.getFirst());
        double longest = longest();
        return upTo.length == 0 || upTo[upTo.length - 1] <= 0 ? Optional.empty() : Optional.of(new Percentiles(
                Math.min(longest, quantile(0.50, upTo, bounds)), Math.min(longest, quantile(0.95, upTo, bounds)),
                Math.min(longest, quantile(0.99, upTo, bounds))));
    }

    /** The maximum of all seconds: a timer drops its own maximum before five minutes have passed. */
    private double longest() {
        double max = deliveries.stream().mapToDouble(Delivered::max).max().orElse(0);
        return max > 0 ? max : Double.POSITIVE_INFINITY;
    }

    /** As in Prometheus: values are spread evenly within a bucket, and never lie beyond the last finite one. */
    private static double quantile(double share, double[] upTo, double[] bounds) {
        double rank = share * upTo[upTo.length - 1];
        int i = 0;
        while (i < upTo.length - 1 && upTo[i] < rank) {
            i++;
        }
        double from = i == 0 ? 0 : bounds[i - 1];
        double to = bounds[i];
        double below = i == 0 ? 0 : upTo[i - 1];
        return Double.isInfinite(to) || upTo[i] == below ? from : from + (to - from) * (rank - below) / (upTo[i] - below);
    }

    /**
     * The counts of all timers.
     *
     * @param bounds of the buckets, in seconds
     * @param counts cumulative, up to each bound
     * @param max in seconds
     */
    private record Delivered(double[] bounds, double[] counts, double max) {

        static Delivered of(List<Timer> timers) {
            double[] bounds = {};
            double[] counts = {};
            double max = 0;
            for (HistogramSnapshot snapshot : timers.stream().map(Timer::takeSnapshot).toList()) {
                CountAtBucket[] buckets = snapshot.histogramCounts();
                bounds = Arrays.stream(buckets).mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS)).toArray();
                counts = counts.length == 0 ? new double[buckets.length] : counts;
                for (int i = 0; i < buckets.length; i++) {
                    counts[i] += buckets[i].count();
                }
                max = Math.max(max, snapshot.max(TimeUnit.SECONDS));
            }
            return new Delivered(bounds, counts, max);
        }

        /** A timer may be newer than the earlier counts. */
        double[] since(Delivered before) {
            return IntStream.range(0, counts.length)
                    .mapToDouble(i -> counts[i] - (i < before.counts.length ? before.counts[i] : 0)).toArray();
        }
    }
}
