package io.github.maskroute;

import io.github.maskroute.batch.WriteFault;
import io.github.maskroute.camel.CamelMeters;
import io.github.maskroute.camel.DeadLetter;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.LiveEdits;
import io.github.maskroute.camel.RouteStates;
import io.github.maskroute.camel.Tally;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.DatabaseProbe;
import io.github.maskroute.devservices.DevServices;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.observe.Page;
import io.github.maskroute.observe.Status;
import io.github.maskroute.outage.Pauses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: settings, services and routes, started in order and stopped in reverse.
 *
 * <p>{@link #start} and {@link #close} may be called from different threads, each once.
 */
public final class Maskroute implements AutoCloseable {

    private static final Path DEV_FOLDER = Path.of("target", "dev-services");
    private static final Duration STOP_LIMIT = Duration.ofSeconds(28);

    /** Not static: {@link #main} says first where the log's settings are. */
    private final Logger log = LoggerFactory.getLogger(Maskroute.class);

    private final Lock starting = new ReentrantLock();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Pauses startPauses = new Pauses(Duration.ofSeconds(30));
    private final Main main = new Main();
    private final Settings given;
    private @Nullable Observer observer;

    public Maskroute(Settings settings) {
        this.given = settings;
    }

    /** Runs until SIGINT or SIGTERM. Exit code 0 after a stop, 1 if the program cannot start as it is set up. */
    public static void main(String[] args) throws InterruptedException {
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "maskroute-log4j2.properties");
        }
        run(() -> Settings.load(Path.of("application.properties")));
    }

    /** The same, with settings from elsewhere. Never returns. */
    public static void run(Supplier<Settings> settings) throws InterruptedException {
        try {
            Maskroute maskroute = new Maskroute(settings.get());
            Thread stop = new Thread(() -> stop(maskroute), "maskroute-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                maskroute.start();
            } catch (RuntimeException | Error e) {
                if (!maskroute.stopping()) {
                    Runtime.getRuntime().removeShutdownHook(stop);
                    throw e;
                }
            }
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Maskroute.class).error("Maskroute cannot start: {}", StartException.words(e));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private boolean stopping() {
        return startPauses.isStopped();
    }

    /** Without the halt the JVM would end with 143, as if it had been killed. */
    private static void stop(Maskroute maskroute) {
        Thread closing = new Thread(maskroute::close, "maskroute-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /**
     * Starts everything, or nothing: whatever fails, what was started before is stopped again.
     *
     * @throws RuntimeException if the program cannot start as it is set up
     */
    public void start() {
        starting.lock();
        try {
            Observer observer = part(new Observer(given));
            this.observer = observer;
            Settings settings = given.embedsQueue() || given.embedsDatabase() ? startDevServices() : given;
            KeySource keys = part(new KeySource(settings));
            Queue queue = part(new Queue(settings, observer.meters()));
            observer.observe(queue);
            if (given.embedsQueue()) {
                EmbeddedQueue.createQueues(
                        queue.plain(), settings.get("maskroute.queue.name"), settings.get("maskroute.dead-letter.queue"));
            }
            Database database = part(new Database(settings.get("maskroute.db.url"), settings.get("maskroute.db.user"),
                    settings.get("maskroute.db.password"), settings.number("maskroute.batch.writers")));
            DatabaseProbe probe = observer.observe(database, settings.retention());
            if (settings.flag("maskroute.db.migrate")) {
                migrate(database);
            }
            startRoutes(settings, keys, queue, database, observer);
            observer.every(60, probe::measureLedger);
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
        return main.getCamelContext();
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
                log.warn("A part did not stop in order ({})", e.getClass().getName());
            }
        }
    }

    private Settings startDevServices() {
        try {
            DevServices services = part(DevServices.start(
                    given.embedsQueue() ? Optional.of(given.number("maskroute.dev-services.queue-port")) : Optional.empty(),
                    given.embedsDatabase() ? Optional.of(given.number("maskroute.dev-services.db-port")) : Optional.empty(),
                    DEV_FOLDER));
            Map<String, String> settings = services.settings();
            if (given.namesKeys()) {
                settings.remove("maskroute.mask.keyset");
            }
            return given.with(settings);
        } catch (NoClassDefFoundError e) {
            String key = given.embedsQueue() ? "maskroute.queue.region" : "maskroute.db.url";
            throw new StartException("setting " + key + " is missing, and the libraries of the embedded services are not on the classpath");
        }
    }

    private void migrate(Database database) {
        try {
            database.migrate(startPauses);
        } catch (FlywayException e) {
            throw new StartException("the tables cannot be made or updated (" + WriteFault.of(e).description()
                    + "): mend maskroute.db.url, user, password or privileges, or set maskroute.db.migrate=false");
        }
    }

    private void startRoutes(Settings settings, KeySource keys, Queue queue, Database database, Observer observer) {
        Path routes = Path.of(settings.get("maskroute.routes"));
        if (!Files.isDirectory(routes)) {
            throw new StartException("setting maskroute.routes names no folder; it holds the .camel.yaml files");
        }
        Properties properties = new Properties();
        properties.putAll(settings.values());
        String queueUrl = queue.url("maskroute.queue.url", "maskroute.queue.name", startPauses);
        properties.put("maskroute.queue.url", queueUrl);
        String deadLetterUrl = queue.url("maskroute.dead-letter.queue-url", "maskroute.dead-letter.queue", startPauses);
        properties.put("maskroute.dead-letter.queue-url", deadLetterUrl);
        main.setOverrideProperties(properties);
        main.setPropertyPlaceholderLocations("file:" + settings.file());
        Map<String, Object> beans = new HashMap<>(Map.of(
                "maskroute-sqs-client", queue.forRoutes(),
                "maskroute-data-source", database.dataSource(),
                "maskroute-keys", keys));
        KeySource.bodySeal(settings).ifPresent(seal -> beans.put(DeadLetter.SEAL_BEAN, seal));
        beans.forEach(main::bind);
        main.bind(GroupCommit.DATABASE_OUTAGE, database.outage());
        main.bind("metricsRegistry", observer.meters());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                CamelMeters.add(starting.getCamelContext(), observer.meters());
            }
        });
        part(() -> {
            queue.receives().pause();
            String summary = Optional.ofNullable(camelContext()).map(context -> Tally.of(context).summary()).orElse("nothing done");
            main.stop();
            log.info("Stopped: {}", summary);
        });
        main.start();
        log.info("Running: queue {}, database {}, {} routes, status page {}",
                queueUrl, settings.get("maskroute.db.url"), camelContext().getRoutesSize(), observer.url());
        if (settings.flag("maskroute.routes.reload")) {
            part(new LiveEdits(camelContext(), routes, beans, database.dataSource(), queue.receives())).start();
        }
        observe(settings, keys, queue, database, observer, queueUrl, deadLetterUrl);
        if (given.embedsQueue() && given.embedsDatabase()) {
            part(new TryOut(settings, given.namesKeys(), queue, database.dataSource(), Tally.of(camelContext()),
                    observer.url())).start(queueUrl, System.out);
        }
    }

    private void observe(Settings settings, KeySource keys, Queue queue, Database database, Observer observer, String queueUrl,
            String deadLetterUrl) {
        observer.check("keys", keys::problem);
        observer.check("routes", () -> RouteStates.problem(camelContext()));
        StatusFigures figures = new StatusFigures(settings.get("maskroute.queue.name"), Tally.of(camelContext()),
                observer.probe(queue, queueUrl, deadLetterUrl), observer.ready(), () -> new Status.Schedule(true, null), List::of);
        observer.every(1, figures::tick);
        observer.serve("/status.json", () -> Page.json(200, figures.now()));
        observer.started(queue.receives(), database.outage());
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addLast(part);
        if (stopping()) {
            throw new StartException("stopped while starting");
        }
        return part;
    }
}
