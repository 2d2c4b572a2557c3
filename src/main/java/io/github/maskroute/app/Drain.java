package io.github.maskroute.app;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.camel.telemetry.FinishedMessages;
import io.github.maskroute.camel.tracing.Tracing;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.DevServicesSettings;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.observe.ObserveEndpoints;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.schedule.SchedulePauser;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
 * A drain of the queues that routes poll: {@link #start} opens its parts in order, {@link #close} closes them in reverse.
 *
 * <p>Both may be called from different threads, each once.
 */
public final class Drain implements AutoCloseable {

    /** The first word of the log's lines about the steps of the start. */
    static final String STARTING = "Starting: ";

    /** Not static: {@link Program#main} names the log's settings first. */
    private final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Lock starting = new ReentrantLock();
    private final Parts parts = new Parts();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(30));
    private final Settings given;
    private final Schedule schedule;
    private volatile @Nullable ObserveEndpoints endpoints;
    private volatile @Nullable Routes routes;
    private volatile @Nullable DrainRun drainRun;

    public Drain(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    /** @param clock for the schedule */
    Drain(Settings settings, Clock clock) {
        this.given = settings;
        this.schedule = Schedule.of(settings.scheduleWindows(), clock);
    }

    /**
     * Starts all parts. If one fails, those that were started before it are closed again.
     *
     * @throws RuntimeException if the program cannot start with these settings
     */
    public void start() {
        starting.lock();
        try {
            startParts();
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        } finally {
            starting.unlock();
        }
    }

    /** Each part needs those before it, and is closed before them. */
    private void startParts() {
        DevServicesSettings embedded = given.devServices();
        ObserveEndpoints pages = part(new ObserveEndpoints(given.http(), embedded.all(), schedule));
        endpoints = pages;
        Settings settings = startEmbedded(embedded);
        ServiceFactory services = new ServiceFactory(settings);

        step("keys");
        KeySource keys = part(new KeySource(services));

        step("the connection to the queue");
        SqsConnection queue = part(new SqsConnection(services, pages.meters(), embedded.queue()));
        Database database = part(services.database(settings.batch().writers()));
        DrainTelemetry telemetry = part(new DrainTelemetry(pages, settings, queue, database));
        migrate(settings, database);

        Routes loaded = new Routes(settings, keys, queue, database, pages.meters());
        FinishedMessages finished = new FinishedMessages();
        if (given.run().drains()) {
            loaded.bind("maskroute-finished-messages", finished);
        }
        if (given.scheduleWindows().isPresent()) {
            part(new SchedulePauser(schedule, () -> queue.receives().pause()::close)).start();
        }
        if (settings.tracing()) {
            part(new Tracing()).beans().forEach(loaded::bind);
        }
        routes = part(loaded);
        CamelContext context = loaded.load();

        step("looking the queues up");
        DrainedQueues queues = new DrainedQueues(queue, embedded.queue());
        loaded.run(() -> queues.find(context, backoff));
        List<PolledQueue> polled = queues.now();
        database.serve(polled.size());
        telemetry.watchRoutes(polled, MessageMetrics.of(context));
        if (given.run().drains() && embedded.all()) {
            Quickstart.sendSamples(settings, queue, queues);
        }

        step("the routes");
        loaded.start();
        log.info("Running: queue {}, database {}, {} routes, status page {}", PolledQueue.join(polled, PolledQueue::queueUrl),
                settings.database().url(), context.getRoutesSize(), pages.url());
        if (settings.routes().reload()) {
            RouteReloader reloader = part(loaded.reloader());
            telemetry.watch(reloader);
            reloader.start();
        }
        telemetry.started(context, queues, keys);
        part(new ProgressLog(MessageMetrics.of(context), telemetry::waiting)).start();
        if (queue.counted().isPresent()) {
            drainRun = part(new DrainRun(queue, queues, queue.counted().get(), schedule, finished, context));
        } else if (embedded.all()) {
            part(new Quickstart(settings, given.mask().namesKeys(), queue, queues, database.dataSource(), MessageMetrics.of(context),
                    pages.url())).start(System.out);
        }
    }

    private Settings startEmbedded(DevServicesSettings wanted) {
        if (!wanted.any()) {
            return given;
        }
        EmbeddedServices embedded = new EmbeddedServices(wanted);
        step(embedded.description());
        return EmbeddedServices.in(given, part(embedded.start()));
    }

    private void migrate(Settings settings, Database database) {
        if (!settings.database().migrate()) {
            return;
        }
        step("the database's tables, created or updated if needed");
        try {
            database.migrate(backoff);
        } catch (PoolerException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        } catch (FlywayException e) {
            throw new ConfigurationException("the tables cannot be made or updated (" + SqlFault.of(e).description()
                    + "): correct maskroute.db.url, user, password or privileges, or set maskroute.db.migrate=false");
        }
        TypeTables.make(database.dataSource(), settings.routes().folder(), backoff);
    }

    /** Logs a step of the start: on a slow machine some take long. */
    private void step(String description) {
        log.info(STARTING + "{}", description);
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.add(part);
        if (isStopping()) {
            throw new ConfigurationException("stopped while starting");
        }
        return part;
    }

    /** Stops polling, finishes or leaves what was received, and closes all parts. A start under way gives up first. */
    @Override
    public void close() {
        backoff.stop();
        starting.lock();
        try {
            parts.close();
        } finally {
            starting.unlock();
        }
    }

    boolean isStopping() {
        return backoff.isStopped();
    }

    /**
     * Waits for the end of a run in mode drain, or for {@link #close}.
     *
     * @return false, at once, in mode serve
     */
    boolean awaitDrained() throws InterruptedException {
        DrainRun run = drainRun;
        if (run != null) {
            run.await();
        }
        return run != null;
    }

    /** What a run in mode drain did; empty in mode serve. */
    Optional<String> summary() {
        Routes started = routes;
        return given.run().drains() ? Optional.of("Drained: " + (started == null ? "nothing done" : started.summary())) : Optional.empty();
    }

    /** The URL of the status page, with metrics and health below it. */
    public String statusPage() {
        return Objects.requireNonNull(endpoints, "not started").url();
    }

    /** The running context. */
    public CamelContext camelContext() {
        return Objects.requireNonNull(routes, "not started").context();
    }
}
