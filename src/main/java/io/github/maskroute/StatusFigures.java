package io.github.maskroute;

import io.github.maskroute.camel.Tally;
import io.github.maskroute.observe.Health;
import io.github.maskroute.observe.History;
import io.github.maskroute.observe.Status;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.QueueProbe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the figures of the status page together. Safe for use by several threads. */
final class StatusFigures {

    private static final int RATE_SECONDS = 10;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String host = hostName();
    private final String queueName;
    private final Health ready;
    private final Schedule schedule;
    private volatile @Nullable Drain drain;

    /** @param ready its checks are the services of the page */
    StatusFigures(String queueName, Health ready, Schedule schedule) {
        this.queueName = queueName;
        this.ready = ready;
        this.schedule = schedule;
    }

    /** The start is over: from now on there is a drain to show. */
    void show(Tally tally, QueueProbe queue, Supplier<List<?>> routes) {
        drain = new Drain(tally, queue, routes, new History(
                Clock.systemUTC(), tally::countStored, tally::countDuplicates, tally::countDeadLetters, tally.delivery()));
    }

    /** Closes a second of the history, once there is a drain to show. */
    void tick() {
        Drain shown = drain;
        if (shown != null) {
            shown.history.tick();
        }
    }

    Status now() {
        Drain shown = drain;
        List<Health.Answer> services = ready.answers();
        Optional<Health.Answer> away = services.stream()
                .filter(answer -> !answer.up() && List.of("queue", "database").contains(answer.name())).findFirst();
        boolean open = schedule.isOpen();
        String state = away.isPresent() ? "waiting" : shown == null ? "starting" : open ? "running" : "paused";
        String text = away.isPresent() ? waiting(away.get()) : shown == null ? "Starting" : open ? shown.running() : paused();
        Figures figures = shown == null ? Figures.none(queueName) : shown.figures(queueName);
        return new Status(
                Objects.requireNonNullElse(Maskroute.class.getPackage().getImplementationVersion(), "development"),
                host, startedAt.toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), state, text,
                figures.totals, figures.deadLetters, figures.queue, figures.delivery,
                services.stream().map(answer -> new Status.Service(answer.name(), answer.up(), answer.detail().orElse(""))).toList(),
                new Status.Schedule(open, schedule.nextChange().map(Instant::toString).orElse(null)), figures.routes, figures.history);
    }

    private static String waiting(Health.Answer away) {
        return "Waiting: the " + away.name() + " " + away.detail().orElse("is away");
    }

    private String paused() {
        return "Outside the schedule" + schedule.nextChange().map(next -> ": polling goes on at " + UTC.format(next) + " UTC").orElse("");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** What is counted and asked, once there is a drain. */
    private record Figures(Status.Totals totals, Map<String, Long> deadLetters, Status.Queue queue,
            Status.@Nullable Percentiles delivery, List<?> routes, List<History.Second> history) {

        static Figures none(String queueName) {
            return new Figures(new Status.Totals(0, 0, 0, 0), Map.of(), new Status.Queue(queueName, null, null, null, 0), null,
                    List.of(), List.of());
        }
    }

    private record Drain(Tally tally, QueueProbe queue, Supplier<List<?>> routes, History history) {

        Figures figures(String queueName) {
            QueueProbe.Depth depth = queue.depth();
            return new Figures(
                    new Status.Totals(tally.countReceived(), tally.countStored(), tally.countDuplicates(), tally.countDeadLetters()),
                    tally.deadLettersByReason(),
                    new Status.Queue(queueName, Status.Queue.orNull(depth.visible()), Status.Queue.orNull(depth.inFlight()),
                            Status.Queue.orNull(depth.dead()), tally.oldestSeconds()),
                    history.delivery().orElse(null), routes.get(), history.seconds());
        }

        String running() {
            QueueProbe.Depth depth = queue.depth();
            List<History.Second> seconds = history.seconds();
            double rows = seconds.subList(Math.max(0, seconds.size() - RATE_SECONDS), seconds.size()).stream()
                    .mapToLong(History.Second::stored).average().orElse(0);
            String waiting = depth.visible().isPresent() ? String.format(Locale.ROOT, "%,d waiting", depth.visible().getAsInt()) : "";
            return rows == 0 && depth.visible().orElse(1) + depth.inFlight().orElse(1) == 0
                    ? "Idle: the queue is empty"
                    : String.format(Locale.ROOT, "Draining: %,.0f rows a second%s", rows, waiting.isEmpty() ? "" : ", " + waiting);
        }
    }
}
