package io.github.maskroute.devservices;

import io.github.maskroute.config.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The embedded services of one run, started in parallel. */
public final class DevServices implements AutoCloseable {

    /** The embedded queue takes any. */
    public static final AccessKey ACCESS_KEY = new AccessKey("trial", "trial");

    /** The login to the embedded database, and its password. */
    public static final String DATABASE_USER = "postgres";

    private final @Nullable EmbeddedQueue queue;
    private final @Nullable EmbeddedDatabase database;

    private DevServices(@Nullable EmbeddedQueue queue, @Nullable EmbeddedDatabase database) {
        this.queue = queue;
        this.database = database;
    }

    /**
     * Starts the requested services.
     *
     * @param queuePort port of the queue, or empty for none
     * @param databasePort port of the database, or empty for none
     * @param folder for PostgreSQL's programs and data
     * @throws NoClassDefFoundError if the libraries of these services are not on the classpath
     */
    public static DevServices start(Optional<Integer> queuePort, Optional<Integer> databasePort, Path folder) {
        CompletableFuture<Optional<EmbeddedQueue>> queue = CompletableFuture.supplyAsync(() -> queuePort.map(EmbeddedQueue::start));
        Optional<EmbeddedDatabase> database = databasePort.map(port -> EmbeddedDatabase.start(port, folder));
        return new DevServices(queue.join().orElse(null), database.orElse(null));
    }

    /** Where the queue is, if there is one. */
    public Optional<URI> queueEndpoint() {
        return Optional.ofNullable(queue).map(EmbeddedQueue::endpoint);
    }

    /** JDBC URL of the database, if there is one. */
    public Optional<String> databaseUrl() {
        return Optional.ofNullable(database).map(EmbeddedDatabase::jdbcUrl);
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
