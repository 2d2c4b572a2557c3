package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.Services;
import io.github.maskroute.TestDrain;
import io.github.maskroute.faults.FaultProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool on a real server. */
class DatabaseIT {

    @ParameterizedTest
    @CsvSource({"off, on", "on, on", "local, local", "remote_apply, remote_apply"})
    void commitsSurviveACrashWhateverTheServerIsSetTo(String server, String here) throws SQLException {
        String url = Services.get().newDatabase();
        Services.execute(url, "ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " SET synchronous_commit = " + server);
        try (Database database = new Database(url, "postgres", "postgres", 1);
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(here);
        }
    }

    @Test
    void connectsThoughALoginTakesLongerThanAStatementWaitsForIt() {
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
