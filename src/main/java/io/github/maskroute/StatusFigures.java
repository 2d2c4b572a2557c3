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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the figures of the status page together. Safe for use by several threads. */
final class StatusFigures {

    private static final int RATE_SECONDS = 10;

    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String host = hostName();
    private final String queueName;
    private final Tally tally;
    private final QueueProbe queue;
    private final Health ready;
    private final Schedule schedule;
    private final Supplier<List<?>> routes;
    private final History history;

    /** @param ready its checks are the services of the page */
    StatusFigures(String queueName, Tally tally, QueueProbe queue, Health ready, Schedule schedule,
            Supplier<List<?>> routes) {
        this.queueName = queueName;
        this.tally = tally;
        this.queue = queue;
        this.ready = ready;
        this.schedule = schedule;
        this.routes = routes;
        this.history = new History(
                Clock.systemUTC(), tally::countStored, tally::countDuplicates, tally::countDeadLetters, tally.delivery());
    }

    /** Closes a second of the history. */
    void tick() {
        history.tick();
    }

    Status now() {
        QueueProbe.Depth depth = queue.depth();
        List<Health.Answer> services = ready.answers();
        Status.Schedule times = new Status.Schedule(schedule.isOpen(), schedule.nextChange().map(Instant::toString).orElse(null));
        Optional<Health.Answer> away = services.stream()
                .filter(answer -> !answer.up() && List.of("queue", "database").contains(answer.name())).findFirst();
        String state = away.isPresent() ? "waiting" : times.open() ? "running" : "paused";
        return new Status(
                Objects.requireNonNullElse(Maskroute.class.getPackage().getImplementationVersion(), "development"),
                host, startedAt.toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                state, away.map(StatusFigures::waiting).orElseGet(() -> times.open() ? running(depth) : paused(times)),
                new Status.Totals(tally.countReceived(), tally.countStored(), tally.countDuplicates(), tally.countDeadLetters()),
                tally.deadLettersByReason(),
                new Status.Queue(queueName, Status.Queue.orNull(depth.visible()), Status.Queue.orNull(depth.inFlight()),
                        Status.Queue.orNull(depth.dead()), tally.oldestSeconds()),
                history.delivery().orElse(null),
                services.stream().map(answer -> new Status.Service(answer.name(), answer.up(), answer.detail().orElse(""))).toList(),
                times, routes.get(), history.seconds());
    }

    private static String waiting(Health.Answer away) {
        return "Waiting: the " + away.name() + " " + away.detail().orElse("is away");
    }

    private static String paused(Status.Schedule times) {
        return "Outside the schedule" + (times.nextChange() == null ? "" : ": polling goes on at " + times.nextChange());
    }

    private String running(QueueProbe.Depth depth) {
        List<History.Second> seconds = history.seconds();
        double rows = seconds.subList(Math.max(0, seconds.size() - RATE_SECONDS), seconds.size()).stream()
                .mapToLong(History.Second::stored).average().orElse(0);
        String waiting = depth.visible().isPresent() ? String.format(Locale.ROOT, "%,d waiting", depth.visible().getAsInt()) : "";
        return rows == 0 && depth.visible().orElse(1) + depth.inFlight().orElse(1) == 0
                ? "Idle: the queue is empty"
                : String.format(Locale.ROOT, "Draining: %,.0f rows a second%s", rows, waiting.isEmpty() ? "" : ", " + waiting);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
