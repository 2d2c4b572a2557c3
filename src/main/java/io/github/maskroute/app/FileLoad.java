package io.github.maskroute;

import io.github.maskroute.batch.Thrown;
import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.DeadLetter;
import io.github.maskroute.camel.FileText;
import io.github.maskroute.camel.FolderRoutes;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.LoadQueue;
import io.github.maskroute.camel.Quotes;
import io.github.maskroute.camel.Tally;
import io.github.maskroute.db.Database;
import io.github.maskroute.load.Feed;
import io.github.maskroute.load.Loader;
import io.github.maskroute.load.Rejects;
import io.github.maskroute.load.SentAt;
import io.github.maskroute.load.Source;
import io.github.maskroute.load.StoredLines;
import io.github.maskroute.outage.Pauses;
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
public final class Loading implements AutoCloseable {

    private final Logger log = LoggerFactory.getLogger(Loading.class);
    private final Settings settings;
    private final Path folder;
    private final Rejects rejects;
    private final Pauses pauses;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Main main = new Main();
    private @Nullable Tally tally;

    /** How many were stored, and how many before. */
    public record Counts(long stored, long duplicates) {}

    /**
     * Starts nothing yet.
     *
     * @throws StartException if the settings name no folder with route files, or no database
     */
    public Loading(Settings settings, Rejects rejects) {
        this.settings = settings;
        this.folder = Routes.folder(settings);
        this.rejects = rejects;
        this.pauses = new Pauses(Duration.ofSeconds(settings.number("maskroute.retry.max-pause-seconds")));
    }

    /**
     * Starts the route, waiting while the database is away.
     *
     * @param route its id; the only drain of the folder if it is empty
     * @param sentAt when the events were sent
     * @return what loads, when it is started
     * @throws StartException if the route does not start, or is no drain
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
        Feed feed = startRoutes(route);
        return part(new Loader(sources, sentAt, new StoredLines(database.dataSource(), database.outage(), pauses), rejects, feed,
                Runtime.getRuntime().availableProcessors(), linesInHand(settings)));
    }

    /** As many as keep the writers busy: a batch in the hands of each, one that waits for each, and one that is being filled. */
    static int linesInHand(Settings settings) {
        return settings.number("maskroute.batch.max-rows") * (2 * settings.number("maskroute.batch.writers") + 1);
    }

    /** What became of the lines that were handed to the route; none are before the start. */
    public Counts counts() {
        Tally counts = tally;
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
                log.warn("A part did not stop in order ({})", new Thrown(e));
            }
        }
    }

    private void bind(KeySource keys, Database database) {
        main.setOverrideProperties(settings.forRoutes());
        main.setInitialProperties(settings.others());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setRoutesCollector(new FolderRoutes(folder));
        main.configure().setAutoStartup(false);
        main.bind(LoadQueue.SCHEME, new LoadQueue(rejects));
        main.bind("maskroute-sqs-client", new UnaskedSqs());
        main.bind("maskroute-data-source", database.dataSource());
        main.bind("maskroute-keys", keys);
        main.bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        main.bind(GroupCommit.DATABASE_OUTAGE, database.outage());
        keys.bodySeal().ifPresent(seal -> main.bind(DeadLetter.SEAL_BEAN, seal));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                BadRoutesRefused.addTo(starting.getCamelContext(), folder);
            }
        });
    }

    private Feed startRoutes(Optional<String> route) {
        FileText.problemIn(folder).ifPresent(problem -> {
            throw new StartException(problem.toString());
        });
        try {
            part(main::stop);
            main.start();
            tally = Tally.of(main.getCamelContext());
            return LoadQueue.start(main.getCamelContext(), drain(route, LoadQueue.drains(main.getCamelContext())));
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException(StartException.words(e, message -> Quotes.withoutSecrets(message, main.getCamelContext(), folder)));
        }
    }

    static String drain(Optional<String> route, List<String> drains) {
        Optional<String> chosen = route.isPresent() || drains.size() != 1 ? route : Optional.of(drains.get(0));
        return chosen.filter(drains::contains).orElseThrow(() -> new StartException((route.isPresent()
                ? "--route names none of the routes that take messages from SQS; give one of these: "
                : "name the route that takes the events with --route; those that take messages from SQS: ") + String.join(", ", drains)));
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addLast(part);
        return part;
    }
}
