package io.github.maskroute.observe;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.RouteMetrics;
import io.github.maskroute.config.ThisProcess;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.QueueProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the figures of the status page. Safe for use by several threads. */
final class StatusFigures {

    private static final int RATE_SECONDS = 10;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String host = ThisProcess.host();
    private final MeterRegistry meters;
    private final Health ready;
    private final Health live;
    private final Schedule schedule;
    private volatile Supplier<Status.Places> places = () -> new Status.Places("", "", "");
    private volatile @Nullable RunningDrain drain;

    /** @param ready with those of {@code live}, the checks that the page lists as services */
    StatusFigures(MeterRegistry meters, Health ready, Health live, Schedule schedule) {
        this.meters = meters;
        this.ready = ready;
        this.live = live;
        this.schedule = schedule;
    }

    /** From now on the page names queue and database. */
    void show(Supplier<Status.Places> places) {
        this.places = places;
    }

    /** From now on the page has figures. */
    void show(MessageMetrics metrics, Supplier<List<PolledQueue>> queues, QueueProbe probe, Supplier<List<?>> routes) {
        Supplier<MeterReading> reading = () -> new MeterReading(metrics.countStored(), metrics.countDuplicates(),
                metrics.countDeadLetters(), deletes("deleted") + deletes("failed"), deletes("failed"), metrics.oldestSeconds(),
                probe.depth().visible(), probe.depth().inFlight());
        drain = new RunningDrain(metrics, queues, probe, routes, new History(Clock.systemUTC(), reading, metrics::delivery));
    }

    private long deletes(String result) {
        return meters.find("maskroute.deletes").tag("result", result).counters().stream().mapToLong(counter -> (long) counter.count())
                .sum();
    }

    private double gauge(String name) {
        Gauge gauge = meters.find(name).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    /** Ends a second of the history. */
    void tick() {
        RunningDrain shown = drain;
        if (shown != null) {
            shown.history.tick();
        }
    }

    Status now() {
        RunningDrain shown = drain;
        boolean open = schedule.isOpen();
        List<Health.Answer> checks = Stream.of(ready, live).flatMap(health -> health.answers().stream()).toList();
        DrainFigures figures = shown == null ? DrainFigures.none() : shown.figures();
        Attention attention = new Attention(checks, figures.minutes, figures.stalledSeconds, figures.dead(), open,
                gauge("maskroute.ledger.oldest") - gauge("maskroute.ledger.retention"));
        List<AttentionItem> troubles = attention.items();
        String state = attention.waits() ? "waiting" : !troubles.isEmpty() ? "trouble"
                : shown == null ? "starting" : open ? "running" : "paused";
        String activity = attention.waits() ? "Waiting" : shown == null ? "Starting" : open ? shown.running() : paused();
        return new Status(
                ThisProcess.version().orElse("development"),
                host, startedAt.toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), state,
                troubles.stream().findFirst().map(AttentionItem::line).orElse(activity), activity, troubles, places.get(),
                figures.totals, figures.deadLetters, figures.queue, figures.polled, figures.lastStored, figures.delivery,
                checks.stream().map(check -> new Status.Service(check.name(), check.up(), check.detail().orElse(""))).toList(),
                new Status.ScheduleState(open, schedule.nextChange().map(Instant::toString).orElse(null)), figures.routes, figures.seconds,
                figures.minutes);
    }

    private String paused() {
        return "Outside the schedule" + schedule.nextChange().map(next -> ": polling continues at " + UTC.format(next) + " UTC").orElse("");
    }

    /** Figures of a running drain. */
    private record DrainFigures(Status.Totals totals, Map<String, Long> deadLetters, Status.QueueFigures queue,
            List<Status.PolledRoute> polled, @Nullable String lastStored, @Nullable Percentiles delivery, List<?> routes, List<History.Second> seconds,
            List<Minute> minutes, int stalledSeconds) {

        static DrainFigures none() {
            return new DrainFigures(new Status.Totals(0, 0, 0, 0), Map.of(), new Status.QueueFigures("", "", null, null, null, 0),
                    List.of(), null, null, List.of(), List.of(), List.of(), 0);
        }

        OptionalInt dead() {
            Integer dead = queue.dead();
            return dead == null ? OptionalInt.empty() : OptionalInt.of(dead);
        }
    }

    private record RunningDrain(MessageMetrics metrics, Supplier<List<PolledQueue>> queues, QueueProbe probe, Supplier<List<?>> routes,
            History history) {

        DrainFigures figures() {
            List<PolledQueue> polled = queues.get();
            return new DrainFigures(
                    new Status.Totals(
                            metrics.countReceived(), metrics.countStored(), metrics.countDuplicates(), metrics.countDeadLetters()),
                    metrics.deadLettersByReason(),
                    queue(PolledQueue.join(polled, each -> each.queue().shown()),
                            PolledQueue.join(polled, each -> each.deadLetters().shown()), probe.depth(), metrics.oldestSeconds()),
                    polled.stream().map(this::polled).toList(),
                    history.lastStored().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null),
                    history.delivery().orElse(null), routes.get(), history.seconds(), history.minutes(), history.stalledSeconds());
        }

        private static Status.QueueFigures queue(String name, String deadLetterName, QueueProbe.Depth depth, double oldestSeconds) {
            return new Status.QueueFigures(name, deadLetterName, Status.QueueFigures.orNull(depth.visible()),
                    Status.QueueFigures.orNull(depth.inFlight()), Status.QueueFigures.orNull(depth.dead()), oldestSeconds);
        }

        private Status.PolledRoute polled(PolledQueue polled) {
            RouteMetrics counts = metrics.route(polled.route());
            return new Status.PolledRoute(polled.route(),
                    new Status.Totals(counts.countReceived(), counts.countStored(), counts.countDuplicates(), counts.countDeadLetters()),
                    queue(polled.queue().shown(), polled.deadLetters().shown(), probe.depth(polled.queueUrl(), polled.deadLetterUrl()),
                            counts.oldestSeconds()));
        }

        String running() {
            QueueProbe.Depth depth = probe.depth();
            List<History.Second> seconds = history.seconds();
            double rows = seconds.subList(Math.max(0, seconds.size() - RATE_SECONDS), seconds.size()).stream()
                    .mapToLong(History.Second::stored).average().orElse(0);
            String waiting = depth.visible().isPresent() ? String.format(Locale.ROOT, "%,d waiting", depth.visible().getAsInt()) : "";
            return rows == 0 && depth.visible().orElse(1) + depth.inFlight().orElse(1) == 0
                    ? queues.get().size() == 1 ? "Idle: the queue is empty" : "Idle: the queues are empty"
                    : String.format(Locale.ROOT, "Draining: %,.0f rows a second%s", rows, waiting.isEmpty() ? "" : ", " + waiting);
        }
    }
}
