package io.github.maskroute.devservices;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The embedded services of one run, started in parallel. */
public final class DevServices implements AutoCloseable {

    private final @Nullable EmbeddedQueue queue;
    private final @Nullable EmbeddedDatabase database;
    private final Path folder;

    private DevServices(@Nullable EmbeddedQueue queue, @Nullable EmbeddedDatabase database, Path folder) {
        this.queue = queue;
        this.database = database;
        this.folder = folder;
    }

    /**
     * Starts the requested services.
     *
     * @param queuePort port of the queue, or empty for none
     * @param databasePort port of the database, or empty for none
     * @param folder for PostgreSQL's programs and data, and for the trial keys
     * @throws NoClassDefFoundError if the libraries of these services are not on the classpath
     */
    public static DevServices start(Optional<Integer> queuePort, Optional<Integer> databasePort, Path folder) {
        CompletableFuture<Optional<EmbeddedQueue>> queue = CompletableFuture.supplyAsync(() -> queuePort.map(EmbeddedQueue::start));
        Optional<EmbeddedDatabase> database = databasePort.map(port -> EmbeddedDatabase.start(port, folder));
        return new DevServices(queue.join().orElse(null), database.orElse(null), folder);
    }

    /** The settings that connect to these services. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (queue != null) {
            settings.put("maskroute.queue.endpoint", queue.endpoint().toString());
            settings.put("maskroute.queue.access-key", "trial");
            settings.put("maskroute.queue.secret-key", "trial");
        }
        if (database != null) {
            settings.put("maskroute.db.url", database.jdbcUrl());
            settings.put("maskroute.db.user", "postgres");
            settings.put("maskroute.db.password", "postgres");
            settings.put("maskroute.mask.keyset", TrialKeys.in(folder).toString());
        }
        return settings;
    }

    @Override
    public void close() throws IOException {
        if (queue != null) {
            queue.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
