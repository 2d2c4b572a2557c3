package io.github.maskroute.app;

import io.github.maskroute.aws.ProxiedHttpService;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.camel.telemetry.FinishedMessages;
import io.github.maskroute.camel.telemetry.RouteDiagram;
import io.github.maskroute.camel.telemetry.RouteHealth;
import io.github.maskroute.camel.tracing.Tracing;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.DatabaseProbe;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.observe.Observer;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.ExceptionSummary;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.schedule.SchedulePauser;
import io.github.maskroute.sqs.QueueProbe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: settings, services and routes, started in order and stopped in reverse.
 *
 * <p>{@link #start} and {@link #close} may be called from different threads, each once.
 */
public final class Drain implements AutoCloseable {

    /** How the log begins the line of a step of the start. */
    static final String STARTING = "Starting: ";

    /** Not static: {@link Program#main} sets the log's settings first. */
    private final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Lock starting = new ReentrantLock();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Backoff startPauses = new Backoff(Duration.ofSeconds(30));
    private final Settings given;
    private final Schedule schedule;
    private volatile @Nullable Observer observer;
    private volatile @Nullable Routes routes;
    private volatile @Nullable DrainRun drainRun;

    public Drain(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    /** @param clock for the schedule */
    public Drain(Settings settings, Clock clock) {
        this.given = settings;
        this.schedule = Schedule.of(settings.find("maskroute.schedule.windows"), clock);
    }

    boolean stopping() {
        return startPauses.isStopped();
    }

    /** What a run in mode drain did; empty in mode serve. */
    public Optional<String> summary() {
        Routes started = routes;
        return given.drains() ? Optional.of("Drained: " + (started == null ? "nothing done" : started.done())) : Optional.empty();
    }

    /**
     * Waits for the end of a run in mode drain, or for {@link #close}.
     *
     * @return false, at once, in mode serve
     */
    public boolean awaitDrained() throws InterruptedException {
        DrainRun run = drainRun;
        if (run != null) {
            run.await();
        }
        return run != null;
    }

    /**
     * Starts everything, or nothing: whatever fails, what was started before is stopped again.
     *
     * @throws RuntimeException if the program cannot start as it is set up
     */
    public void start() {
        starting.lock();
        try {
            Observer observer = part(new Observer(given, schedule));
            this.observer = observer;
            Settings settings = startEmbedded();
            step("keys");
            KeySource keys = part(new KeySource(settings));
            step("the connection to the queue");
            SqsConnection queue = part(new SqsConnection(settings, observer.meters(), given.embedsQueue()));
            observer.observe(queue);
            Database database = part(new Database(settings.get("maskroute.db.url"), settings.get("maskroute.db.user"),
                    settings.get("maskroute.db.password"), settings.number("maskroute.batch.writers")));
            part(observer.probes());
            DatabaseProbe probe = observer.observe(database, settings.retention());
            observer.show(new ServiceLocations(settings).of(queue.plain()), probe);
            if (settings.flag("maskroute.db.migrate")) {
                step("the database's tables, created or updated if needed");
                migrate(database);
                TypeTables.make(database.dataSource(), Path.of(settings.get("maskroute.routes")), startPauses);
            }
            startRoutes(new Services(settings, keys, queue, database), observer);
            observer.probes().nowAndEvery(Duration.ofSeconds(60), probe::measureLedger);
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        } finally {
            starting.unlock();
        }
    }

    /** Where status page, metrics and health are. */
    public String statusPage() {
        return Objects.requireNonNull(observer, "not started").url();
    }

    /** The running context. */
    public CamelContext camelContext() {
        return Objects.requireNonNull(routes, "not started").context();
    }

    /** Stops polling, finishes or leaves what was received, and ends all services; a start under way gives up first. */
    @Override
    public void close() {
        startPauses.stop();
        starting.lock();
        try {
            closeParts();
        } finally {
            starting.unlock();
        }
    }

    private void closeParts() {
        for (AutoCloseable part = parts.pollLast(); part != null; part = parts.pollLast()) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("A part did not stop in order ({})", new ExceptionSummary(e));
            }
        }
    }

    /** A line a step: on a slow machine some take longer than anybody waits without a word. */
    private void step(String words) {
        log.info(STARTING + "{}", words);
    }

    private Settings startEmbedded() {
        EmbeddedServices embedded = new EmbeddedServices(given);
        if (!embedded.wanted()) {
            return given;
        }
        step(embedded.words());
        return embedded.with(part(embedded.start()));
    }

    private void migrate(Database database) {
        try {
            database.migrate(startPauses);
        } catch (PoolerException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        } catch (FlywayException e) {
            throw new ConfigurationException("the tables cannot be made or updated (" + SqlFault.of(e).description()
                    + "): mend maskroute.db.url, user, password or privileges, or set maskroute.db.migrate=false");
        }
    }

    private void startRoutes(Services connections, Observer observer) {
        Settings settings = connections.settings();
        SqsConnection queue = connections.queue();
        DrainedQueues queues = new DrainedQueues(queue, given.embedsQueue());
        Routes started = new Routes(connections, observer.meters(), context -> {
            step("looking the queues up");
            queues.find(context, startPauses);
            connections.database().serve(queues.now().size());
            observer.observe(queues, queue, MessageMetrics.of(context), connections.database().outage());
            if (given.drains() && isTrial()) {
                Quickstart.sendSamples(settings, queue, queues);
            }
            step("the routes");
        });
        routes = started;
        FinishedMessages finished = new FinishedMessages();
        if (given.drains()) {
            started.bind("maskroute-finished-messages", finished);
        }
        if (given.find("maskroute.schedule.windows").isPresent()) {
            part(new SchedulePauser(schedule, () -> queue.receives().pause()::close)).start();
        }
        if (settings.flag("maskroute.tracing")) {
            part(new Tracing()).beans().forEach(started::bind);
        }
        part(started).start();
        log.info("Running: queue {}, database {}, {} routes, status page {}", queues.words(PolledQueue::queueUrl), settings.get("maskroute.db.url"),
                camelContext().getRoutesSize(), observer.url());
        if (settings.flag("maskroute.routes.reload")) {
            RouteReloader edits = part(started.edits());
            observer.observe(edits);
            edits.start();
        }
        observe(connections, queues, observer);
        // An edit may bring a type, or take one away.
        observer.probes().nowAndEvery(Duration.ofSeconds(10), () -> connections.database().serve(queues.now().size()));
        if (queue.counted().isPresent()) {
            drainRun = part(new DrainRun(queue, queues, queue.counted().get(), schedule, finished, camelContext()));
        } else if (isTrial()) {
            part(new Quickstart(settings, given.namesKeys(), queue, queues, connections.database().dataSource(), MessageMetrics.of(camelContext()),
                    observer.url())).start(System.out);
        }
    }

    private boolean isTrial() {
        return given.embedsQueue() && given.embedsDatabase();
    }

    private void observe(Services connections, DrainedQueues queues, Observer observer) {
        MessageMetrics tally = MessageMetrics.of(camelContext());
        observer.check("keys", connections.keys()::problem);
        observer.check("routes", () -> RouteHealth.problem(camelContext()));
        QueueProbe probe = observer.probe(connections.queue(), queues, tally, connections.database().outage());
        part(new ProgressLog(tally, () -> probe.depth().visible().stream().asLongStream().findFirst())).start();
        observer.show(tally, queues, probe, new RouteDiagram(camelContext())::routes);
        observer.started(queues, connections.queue().receives(), connections.database().outage());
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addLast(part);
        if (stopping()) {
            throw new ConfigurationException("stopped while starting");
        }
        return part;
    }
}
