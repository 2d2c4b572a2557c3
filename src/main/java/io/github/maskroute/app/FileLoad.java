package io.github.maskroute.app;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.DeadLetter;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.LineComponent;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.reload.FileEncoding;
import io.github.maskroute.camel.reload.FolderRoutesCollector;
import io.github.maskroute.camel.reload.Redaction;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.load.LineConsumer;
import io.github.maskroute.load.Loader;
import io.github.maskroute.load.Rejects;
import io.github.maskroute.load.SentAt;
import io.github.maskroute.load.Source;
import io.github.maskroute.load.StoredLines;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.ExceptionSummary;
import io.github.maskroute.sqs.OfflineSqsClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load of files: one route of the folder, with what it calls, and lines in the place of messages. Needs no queue.
 *
 * <p>{@link #stop} may be called by any thread, all else by one.
 */
public final class FileLoad implements AutoCloseable {

    private final Logger log = LoggerFactory.getLogger(FileLoad.class);
    private final Settings settings;
    private final Path folder;
    private final Rejects rejects;
    private final Backoff pauses;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Main main = new Main();
    private @Nullable MessageMetrics tally;

    /** How many were stored, and how many before. */
    public record Counts(long stored, long duplicates) {}

    /**
     * Starts nothing yet.
     *
     * @throws ConfigurationException if the settings name no folder with route files, or no database
     */
    public FileLoad(Settings settings, Rejects rejects) {
        this.settings = settings;
        this.folder = Routes.folder(settings);
        this.rejects = rejects;
        this.pauses = new Backoff(Duration.ofSeconds(settings.number("maskroute.retry.max-pause-seconds")));
    }

    /**
     * Starts the route, waiting while the database is away.
     *
     * @param route its id; the only drain of the folder if it is empty
     * @param sentAt when the events were sent
     * @return what loads, when it is started
     * @throws ConfigurationException if the route does not start, or is no drain
     */
    public Loader start(Optional<String> route, Iterator<Source> sources, SentAt sentAt) {
        KeySource keys = part(new KeySource(settings));
        Database database = part(new Database(settings.get("maskroute.db.url"), settings.get("maskroute.db.user"),
                settings.get("maskroute.db.password"), settings.number("maskroute.batch.writers")));
        if (settings.flag("maskroute.db.migrate")) {
            database.migrate(pauses);
            TypeTables.make(database.dataSource(), folder, pauses);
        }
        bind(keys, database);
        LineConsumer feed = startRoutes(route);
        return part(new Loader(sources, sentAt, new StoredLines(database.dataSource(), database.outage(), pauses), rejects, feed,
                Runtime.getRuntime().availableProcessors(), linesInHand(settings)));
    }

    /** As many as keep the writers busy: a batch in the hands of each, one that waits for each, and one that is being filled. */
    static int linesInHand(Settings settings) {
        return settings.number("maskroute.batch.max-rows") * (2 * settings.number("maskroute.batch.writers") + 1);
    }

    /** What became of the lines that were handed to the route; none are before the start. */
    public Counts counts() {
        MessageMetrics counts = tally;
        return counts == null ? new Counts(0, 0) : new Counts(counts.countStored(), counts.countDuplicates());
    }

    /** Waits no longer for a database that is away. */
    public void stop() {
        pauses.stop();
    }

    /** Finishes what is in hand, or gives it up if the database is away, and ends all. */
    @Override
    public void close() {
        stop();
        for (AutoCloseable part = parts.pollLast(); part != null; part = parts.pollLast()) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("A part did not stop in order ({})", new ExceptionSummary(e));
            }
        }
    }

    private void bind(KeySource keys, Database database) {
        main.setOverrideProperties(settings.forRoutes());
        main.setInitialProperties(settings.others());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setRoutesCollector(new FolderRoutesCollector(folder));
        main.configure().setAutoStartup(false);
        main.bind(LineComponent.SCHEME, new LineComponent(rejects));
        main.bind("maskroute-sqs-client", new OfflineSqsClient());
        main.bind("maskroute-data-source", database.dataSource());
        main.bind("maskroute-keys", keys);
        main.bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        main.bind(GroupCommit.DATABASE_OUTAGE, database.outage());
        keys.bodySeal().ifPresent(seal -> main.bind(DeadLetter.SEAL_BEAN, seal));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                StartupRouteCheck.addTo(starting.getCamelContext(), folder);
            }
        });
    }

    private LineConsumer startRoutes(Optional<String> route) {
        FileEncoding.problemIn(folder).ifPresent(problem -> {
            throw new ConfigurationException(problem.toString());
        });
        try {
            part(main::stop);
            main.start();
            tally = MessageMetrics.of(main.getCamelContext());
            return LineComponent.start(main.getCamelContext(), drain(route, LineComponent.drains(main.getCamelContext())));
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException(ConfigurationException.words(e, message -> Redaction.withoutSecrets(message, main.getCamelContext(), folder)));
        }
    }

    static String drain(Optional<String> route, List<String> drains) {
        Optional<String> chosen = route.isPresent() || drains.size() != 1 ? route : Optional.of(drains.get(0));
        return chosen.filter(drains::contains).orElseThrow(() -> new ConfigurationException((route.isPresent()
                ? "--route names none of the routes that take messages from SQS; give one of these: "
                : "name the route that takes the events with --route; those that take messages from SQS: ") + String.join(", ", drains)));
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addLast(part);
        return part;
    }
}
