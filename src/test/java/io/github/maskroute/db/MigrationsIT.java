package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Replicas that start at the same time on an empty database. */
@Timeout(60)
class MigrationsIT {

    private static final int REPLICAS = 4;

    @RepeatedTest(5)
    void shouldMigrateOnceIfSeveralStartTogether() throws SQLException {
        String url = Services.get().newDatabase();
        CyclicBarrier together = new CyclicBarrier(REPLICAS);
        List<CompletableFuture<Void>> replicas = IntStream.range(0, REPLICAS).mapToObj(number -> CompletableFuture.runAsync(() -> {
            try (Database database = new Database(url, "postgres", "postgres", 1)) {
                together.await();
                database.migrate(new Backoff(Duration.ofSeconds(1)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start())).toList();
        replicas.forEach(CompletableFuture::join);

        try (Database database = new Database(url, "postgres", "postgres", 1)) {
            assertThat(database.pendingMigrations()).isZero();
        }
    }
}
