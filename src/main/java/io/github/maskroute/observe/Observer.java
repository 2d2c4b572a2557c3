package io.github.maskroute.observe;

import io.github.maskroute.app.DrainedQueues;
import io.github.maskroute.app.SqsConnection;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.DatabaseProbe;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Ticker;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.PausableReceives;
import io.github.maskroute.sqs.QueueProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on the drain from the first moment of its start, and shows over HTTP what it sees.
 *
 * <p>Set up by the thread that starts the program; read by several.
 */
public final class Observer implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** Longer than a long poll, its timeouts and the longest pause between attempts together. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final Logger log = LoggerFactory.getLogger(Observer.class);
    private final PrometheusMeterRegistry meters = PrometheusNames.registry();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Health live = new Health();
    private final Health ready = new Health();
    private final ObserveServer server;
    /** Interrupted, a running question would look like an outage: it gets two seconds. */
    private final Ticker probes = new Ticker("maskroute-probe", 3, Duration.ofSeconds(2));
    private final StatusFigures figures;

    /** Those that have a gauge. */
    private final Set<String> parts = ConcurrentHashMap.newKeySet();

    private volatile boolean started;

    /** @throws ConfigurationException if it cannot listen where the settings say */
    public Observer(Settings settings, Schedule schedule) {
        List.of(new ClassLoaderMetrics(), new JvmMemoryMetrics(), gc, new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics(),
                new FileDescriptorMetrics()).forEach(binder -> binder.bindTo(meters));
        flag("maskroute.schedule.open", "Whether it is time to poll: 1 or 0", schedule::isOpen);
        server = listen(settings);
        figures = new StatusFigures(meters, ready, live, schedule);
        server.serve("/status.json", () -> Page.json(200, figures.now()));
        Page page = Page.html("status.html");
        server.serve("/", () -> page);
        server.serve("/observe/metrics", () -> new Page(200, PROMETHEUS_TEXT, meters.scrape()));
        server.serve("/observe/health/live", live::page);
        server.serve("/observe/health/ready", ready::page);
        server.serve("/observe/health", ready::page);
        ready.add("start", () -> started ? Optional.empty() : Optional.of("the start is not done yet"));
    }

    private ObserveServer listen(Settings settings) {
        InetSocketAddress address = new InetSocketAddress(settings.get("maskroute.http.address"), settings.number("maskroute.http.port"));
        if (address.isUnresolved()) {
            throw new ConfigurationException("setting maskroute.http.address names no address: name one of this machine's, for example 127.0.0.1");
        }
        try {
            return new ObserveServer(address);
        } catch (IOException e) {
            if (!settings.embedsQueue() || !settings.embedsDatabase()) {
                throw cannotListen(address);
            }
        }
        try {
            ObserveServer free = new ObserveServer(new InetSocketAddress(address.getAddress(), 0));
            log.warn("Port {} is taken: using {} instead.", address.getPort(), free.address().getPort());
            return free;
        } catch (IOException e) {
            throw cannotListen(address);
        }
    }

    private static ConfigurationException cannotListen(InetSocketAddress address) {
        return new ConfigurationException("settings maskroute.http.address and maskroute.http.port name port " + address.getPort()
                + ", which is taken, or no address of this machine: name others; for a second process on one host set MASKROUTE_HTTP_PORT=0,"
                + " which is any free port");
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** To be closed before the services that they look at. */
    public Ticker probes() {
        return probes;
    }

    /** Where the pages are. */
    public String url() {
        InetSocketAddress address = server.address();
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/";
    }

    /** What must be as it should for the drain to be ready. */
    public void check(String name, Supplier<Optional<String>> problem) {
        ready.add(name, problem);
    }

    private void flag(String name, String description, BooleanSupplier flag) {
        Gauge.builder(name, () -> flag.getAsBoolean() ? 1 : 0).description(description).register(meters);
    }

    public void observe(SqsConnection queue) {
        observe("queue", queue.outage());
        observe("dead-letter-queue", queue.deadLetters());
    }

    /** Takes an edited file that is refused for a reason not to be ready. */
    public void observe(RouteReloader edits) {
        flag("maskroute.edit.refused", "Whether an edited file is refused: 1 or 0", () -> edits.refusal().isPresent());
        check("edits", edits::refusal);
    }

    public DatabaseProbe observe(Database database, Duration retention) {
        observe("database", database.outage());
        database.meter(meters);
        DatabaseProbe probe = new DatabaseProbe(database.dataSource(), database.outage(), retention, meters);
        probes.nowAndEvery(Duration.ofSeconds(5), probe::ask);
        return probe;
    }

    private void observe(String service, Outage outage) {
        Gauge.builder("maskroute.outage", () -> outage.words().isPresent() ? 1 : 0).tag("service", service)
                .description("Whether the service is away or refuses: 1 or 0").register(meters);
        ready.add(service, outage::words);
    }

    /** Counts, from now on, by each route that polls a queue, and what one suffers alone. */
    public void observe(DrainedQueues queues, SqsConnection queue, MessageMetrics tally, Outage database) {
        queues.now().forEach(polled -> {
            tally.route(polled.route());
            observePart("database", database, polled.route());
            observePart("queue", queue.outage(), polled.queue().shown());
            observePart("dead-letter-queue", queue.deadLetters(), polled.deadLetters().shown());
        });
    }

    private void observePart(String service, Outage outage, String name) {
        if (parts.add(service + " " + name)) {
            Outage part = outage.part(name);
            Gauge.builder("maskroute.part.outage", () -> part.since().isPresent() ? 1 : 0).tags("service", service, "part", name)
                    .description("Whether the service is away or refuses for this queue or route: 1 or 0").register(meters);
        }
    }

    /** The routes run: from now on pollers that do not poll are stuck, unless they wait for something. */
    public void started(DrainedQueues queues, PausableReceives receives, Outage database) {
        live.add("pollers", () -> queues.now().stream().flatMap(polled -> stuck(receives.sinceLastReceive(polled.queueUrl()),
                        receives.isPaused() || database.since().isPresent() || database.part(polled.route()).since().isPresent())
                .map(words -> polled.route() + ": " + words).stream()).findFirst());
        started = true;
    }

    static Optional<String> stuck(Duration sinceLastReceive, boolean waiting) {
        return waiting || sinceLastReceive.compareTo(STUCK) < 0
                ? Optional.empty()
                : Optional.of("no receive for " + sinceLastReceive.toSeconds() + " s");
    }

    /** Asks for all queues that are drained, also those that an edit adds. */
    public QueueProbe probe(SqsConnection queue, DrainedQueues queues, MessageMetrics tally, Outage database) {
        QueueProbe probe = new QueueProbe(queue.plain(), queue.outage(), queue.deadLetters(), meters);
        probes.nowAndEvery(Duration.ofSeconds(10), () -> {
            observe(queues, queue, tally, database);
            List<PolledQueue> polled = queues.now();
            probe.ask(polled.stream().collect(Collectors.toMap(PolledQueue::queueUrl, PolledQueue::route, (first, second) -> first)),
                    polled.stream().map(PolledQueue::deadLetterUrl).collect(Collectors.toSet()));
        });
        return probe;
    }

    /**
     * From now on the status page names SQS and database.
     *
     * @param probe knows the schema where the URL leaves it to the login
     */
    public void show(Status.Places places, DatabaseProbe probe) {
        figures.show(() -> places.schema().isEmpty() ? places.in(probe.schema()) : places);
    }

    /** From now on the status page has figures. */
    public void show(MessageMetrics tally, DrainedQueues queues, QueueProbe probe, Supplier<List<?>> routes) {
        figures.show(tally, queues, probe, routes);
        probes.nowAndEvery(Duration.ofSeconds(1), figures::tick);
    }

    @Override
    public void close() {
        server.close();
        gc.close();
        meters.close();
    }
}
