package io.github.maskroute.observe;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The last five minutes, second by second. Safe for use by several threads. */
public final class History {

    /**
     * What happened in a second.
     *
     * @param t its start, in epoch seconds
     */
    public record Second(long t, long stored, long duplicates, long deadLettered) {}

    private static final int SECONDS = 300;

    private final Clock clock;
    private final Counted stored;
    private final Counted duplicates;
    private final Counted deadLettered;
    private final Timer delivery;
    private final Deque<Second> seconds = new ArrayDeque<>();
    private final Deque<HistogramSnapshot> deliveries = new ArrayDeque<>();

    /**
     * @param stored messages since the start, and so on
     * @param delivery a timer with buckets
     */
    public History(Clock clock, LongSupplier stored, LongSupplier duplicates, LongSupplier deadLettered, Timer delivery) {
        this.clock = clock;
        this.stored = new Counted(stored);
        this.duplicates = new Counted(duplicates);
        this.deadLettered = new Counted(deadLettered);
        this.delivery = delivery;
    }

    /** Closes a second; to be called once in each. */
    public synchronized void tick() {
        add(seconds, new Second(clock.instant().getEpochSecond() - 1, stored.more(), duplicates.more(), deadLettered.more()));
        add(deliveries, delivery.takeSnapshot());
    }

    private static <T> void add(Deque<T> all, T next) {
        all.addLast(next);
        if (all.size() > SECONDS) {
            all.removeFirst();
        }
    }

    /** Oldest first. */
    public synchronized List<Second> seconds() {
        return List.copyOf(seconds);
    }

    /** Of what was delivered in these minutes, to the precision of the timer's buckets; empty if nothing was. */
    public synchronized Optional<Status.Percentiles> delivery() {
        if (deliveries.isEmpty()) {
            return Optional.empty();
        }
        CountAtBucket[] before = deliveries.getFirst().histogramCounts();
        CountAtBucket[] now = deliveries.getLast().histogramCounts();
        double[] upTo = new double[now.length];
        for (int i = 0; i < now.length; i++) {
            upTo[i] = now[i].count() - before[i].count();
        }
        double longest = longest();
        return upTo.length == 0 || upTo[upTo.length - 1] <= 0 ? Optional.empty() : Optional.of(new Status.Percentiles(
                Math.min(longest, quantile(0.50, upTo, now)), Math.min(longest, quantile(0.95, upTo, now)),
                Math.min(longest, quantile(0.99, upTo, now))));
    }

    /** The timer forgets its maximum sooner than these minutes end, so that of each second counts. */
    private double longest() {
        double max = deliveries.stream().mapToDouble(snapshot -> snapshot.max(TimeUnit.SECONDS)).max().orElse(0);
        return max > 0 ? max : Double.POSITIVE_INFINITY;
    }

    /** As Prometheus does it: evenly spread within a bucket, and never beyond the last finite one. */
    private static double quantile(double share, double[] upTo, CountAtBucket[] buckets) {
        double rank = share * upTo[upTo.length - 1];
        int i = 0;
        while (i < upTo.length - 1 && upTo[i] < rank) {
            i++;
        }
        double from = i == 0 ? 0 : buckets[i - 1].bucket(TimeUnit.SECONDS);
        double to = buckets[i].bucket(TimeUnit.SECONDS);
        double below = i == 0 ? 0 : upTo[i - 1];
        return Double.isInfinite(to) || upTo[i] == below ? from : from + (to - from) * (rank - below) / (upTo[i] - below);
    }

    /** A counter's growth. */
    private static final class Counted {

        private final LongSupplier total;
        private long last;

        Counted(LongSupplier total) {
            this.total = total;
            this.last = total.getAsLong();
        }

        long more() {
            long before = last;
            last = total.getAsLong();
            return last - before;
        }
    }
}
