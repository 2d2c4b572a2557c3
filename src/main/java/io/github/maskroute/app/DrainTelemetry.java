package io.github.maskroute.app;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.camel.telemetry.RouteDiagram;
import io.github.maskroute.camel.telemetry.RouteHealth;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.DatabaseProbe;
import io.github.maskroute.observe.ObserveEndpoints;
import io.github.maskroute.observe.Status;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Ticker;
import io.github.maskroute.sqs.PausableReceives;
import io.github.maskroute.sqs.QueueProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * Asks the services of a drain for figures periodically, and passes them to the {@link ObserveEndpoints}.
 *
 * <p>Set up by the thread that starts the drain, and closed before the services that it asks.
 */
final class DrainTelemetry implements AutoCloseable {

    /** Longer than a long poll, its timeouts and the longest pause between attempts together. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final ObserveEndpoints endpoints;
    private final SqsConnection queue;
    private final Database database;
    private final DatabaseProbe databaseProbe;
    private final QueueProbe queueProbe;

    /** A probe that is interrupted would report its service as away, so a running probe has two seconds to end. */
    private final Ticker ticker = new Ticker("maskroute-probe", 3, Duration.ofSeconds(2));

    /** Watches the services at once. */
    DrainTelemetry(ObserveEndpoints endpoints, Settings settings, SqsConnection queue, Database database) {
        this.endpoints = endpoints;
        this.queue = queue;
        this.database = database;
        this.databaseProbe = new DatabaseProbe(database.dataSource(), database.outage(), settings.ledger().retention(), endpoints.meters());
        this.queueProbe = new QueueProbe(queue.plain(), queue.outage(), queue.deadLetters(), endpoints.meters());
        endpoints.watch("queue", queue.outage());
        endpoints.watch("dead-letter-queue", queue.deadLetters());
        endpoints.watch("database", database.outage());
        database.meter(endpoints.meters());
        ticker.nowAndEvery(Duration.ofSeconds(5), databaseProbe::ask);
        Status.Places places = new ServiceLocations(settings).of(queue.plain());
        endpoints.showPlaces(() -> places.schema().isEmpty() ? places.in(databaseProbe.schema()) : places);
    }

    /** Counts by each route that polls a queue, and shows the outages that concern it alone. */
    void watchRoutes(List<PolledQueue> polled, MessageMetrics metrics) {
        polled.forEach(route -> {
            metrics.route(route.route());
            endpoints.watchPart("database", database.outage(), route.route());
            endpoints.watchPart("queue", queue.outage(), route.queue().shown());
            endpoints.watchPart("dead-letter-queue", queue.deadLetters(), route.deadLetters().shown());
        });
    }

    /** Shows a refused edit. */
    void watch(RouteReloader reloader) {
        endpoints.flag("maskroute.edit.refused", "Whether an edited file is refused: 1 or 0", () -> reloader.refusal().isPresent());
        endpoints.requireForReady("edits", reloader::refusal);
    }

    /** The routes run: from now on they are shown, and the drain is ready. */
    void started(CamelContext context, DrainedQueues queues, KeySource keys) {
        MessageMetrics metrics = MessageMetrics.of(context);
        endpoints.requireForReady("keys", keys::problem);
        endpoints.requireForReady("routes", () -> RouteHealth.problem(context));
        ticker.nowAndEvery(Duration.ofSeconds(10), () -> {
            // An edit may add a route that polls, or remove one.
            List<PolledQueue> polled = queues.now();
            database.serve(polled.size());
            watchRoutes(polled, metrics);
            ask(polled);
        });
        endpoints.showDrain(metrics, queues::now, queueProbe, new RouteDiagram(context)::routes);
        ticker.nowAndEvery(Duration.ofSeconds(1), endpoints::tick);
        ticker.nowAndEvery(Duration.ofSeconds(60), databaseProbe::measureLedger);
        endpoints.requireForLive("pollers", () -> stuckPoller(queues.now()));
        endpoints.started();
    }

    private void ask(List<PolledQueue> polled) {
        queueProbe.ask(polled.stream().collect(Collectors.toMap(PolledQueue::queueUrl, PolledQueue::route, (first, second) -> first)),
                polled.stream().map(PolledQueue::deadLetterUrl).collect(Collectors.toSet()));
    }

    /** Messages that wait, as SQS counted them last. */
    OptionalLong waiting() {
        return queueProbe.depth().visible().stream().asLongStream().findFirst();
    }

    private Optional<String> stuckPoller(List<PolledQueue> polled) {
        PausableReceives receives = queue.receives();
        Outage outage = database.outage();
        return polled.stream().flatMap(route -> stuck(receives.sinceLastReceive(route.queueUrl()),
                        receives.isPaused() || outage.since().isPresent() || outage.part(route.route()).since().isPresent())
                .map(problem -> route.route() + ": " + problem).stream()).findFirst();
    }

    /** @param waiting whether the poller waits for something, and so receives nothing */
    static Optional<String> stuck(Duration sinceLastReceive, boolean waiting) {
        return waiting || sinceLastReceive.compareTo(STUCK) < 0
                ? Optional.empty()
                : Optional.of("no receive for " + sinceLastReceive.toSeconds() + " s");
    }

    @Override
    public void close() {
        ticker.close();
    }
}
