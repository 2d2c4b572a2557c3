package io.github.maskroute.db;

import static org.awaitility.Awaitility.await;

import io.github.maskroute.faults.FaultProxy;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The connection pool on a real server. */
class DatabaseIT {

    @Test
    void shouldConnectIfALoginTakesLongerThanTheConnectionTimeout() {
        String url = Services.get().newDatabase();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (FaultProxy network = new FaultProxy(port);
                Database database = new Database(url.replace(":" + port + "/", ":" + network.port() + "/"), "postgres", "postgres", 1)) {
            network.delayAnswers(Duration.ofSeconds(3));
            await().atMost(TestDrain.PATIENCE).ignoreExceptions().until(() -> {
                try (Connection connection = database.dataSource().getConnection()) {
                    return connection.isValid(10);
                }
            });
        }
    }
}
