package io.github.maskroute.app;

import io.github.maskroute.camel.LineComponent;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.config.BatchSettings;
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
import io.github.maskroute.sqs.OfflineSqsClient;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads files through one route of the folder: lines take the place of messages. Needs no queue.
 *
 * <p>Not thread-safe, but any thread may call {@link #stop}.
 */
public final class FileLoad implements AutoCloseable {

    private final Settings settings;
    private final ServiceFactory services;
    private final Rejects rejects;
    private final Backoff backoff;
    private final Parts parts = new Parts();
    private volatile @Nullable MessageMetrics metrics;

    /** How many lines were stored by this run, and how many were stored before it. */
    public record Counts(long stored, long duplicates) {}

    /** Starts nothing yet. */
    public FileLoad(Settings settings, Rejects rejects) {
        this.settings = settings;
        this.services = new ServiceFactory(settings);
        this.rejects = rejects;
        this.backoff = new Backoff(settings.maxRetryPause());
    }

    /**
     * Starts the route, waiting while the database is away.
     *
     * @param route its id; the only drain of the folder if it is empty
     * @param sentAt when the events were sent
     * @return the loader, not started
     * @throws ConfigurationException if the settings name no routes, no keys or no database, or the route does not start, or is not a drain
     */
    public Loader start(Optional<String> route, Iterator<Source> sources, SentAt sentAt) {
        KeySource keys = parts.add(new KeySource(services));
        Database database = parts.add(services.database(settings.batch().writers()));
        RoutesContext routes = new RoutesContext(settings,
                RoutesContext.beans(new OfflineSqsClient(), database.dataSource(), keys), database.outage());
        if (settings.database().migrate()) {
            database.migrate(backoff);
            TypeTables.make(database.dataSource(), routes.folder(), backoff);
        }
        routes.withoutAutoStartup();
        routes.bind(LineComponent.SCHEME, new LineComponent(rejects));
        parts.add(routes).load();
        routes.start();
        metrics = MessageMetrics.of(routes.context());
        LineConsumer consumer = startDrain(routes, route);
        return parts.add(new Loader(sources, sentAt, new StoredLines(database.dataSource(), database.outage(), backoff), rejects, consumer,
                Runtime.getRuntime().availableProcessors(), linesInHand(settings.batch())));
    }

    private static LineConsumer startDrain(RoutesContext routes, Optional<String> route) {
        String drain = drain(route, LineComponent.drains(routes.context()));
        try {
            return LineComponent.start(routes.context(), drain);
        } catch (Exception e) {
            throw routes.failure(e);
        }
    }

    /** Enough to keep the writers busy: for each a batch that it writes and one that waits, and one that is being filled. */
    private static int linesInHand(BatchSettings settings) {
        return settings.maxRows() * (2 * settings.writers() + 1);
    }

    /** The outcome of the lines that were handed to the route; zero before the start. */
    public Counts counts() {
        MessageMetrics counts = metrics;
        return counts == null ? new Counts(0, 0) : new Counts(counts.countStored(), counts.countDuplicates());
    }

    /** Waits no longer for a database that is away. */
    public void stop() {
        backoff.stop();
    }

    /** Finishes the lines that were read, or abandons them if the database is away, and closes all parts. */
    @Override
    public void close() {
        stop();
        parts.close();
    }

    static String drain(Optional<String> route, List<String> drains) {
        Optional<String> chosen = route.isPresent() || drains.size() != 1 ? route : Optional.of(drains.get(0));
        return chosen.filter(drains::contains).orElseThrow(() -> new ConfigurationException((route.isPresent()
                ? "--route names no route that polls SQS; use one of these: "
                : "choose the route for these events with --route; the routes that poll SQS are ") + String.join(", ", drains)));
    }
}
