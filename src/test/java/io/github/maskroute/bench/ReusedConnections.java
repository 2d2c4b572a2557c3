package io.github.maskroute.bench;

import io.github.maskroute.config.Settings;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services that the settings name, for ways that do not use the program. */
final class ReusedConnections {

    private ReusedConnections() {}

    static SqsClient queue(Settings settings) {
        return Services.client(settings.queue().endpoint().orElseThrow());
    }

    static String queueUrl(SqsClient client, Settings settings) {
        return client.getQueueUrl(request -> request.queueName(settings.queue().name())).queueUrl();
    }

    static Connection database(Settings settings) throws SQLException {
        return DriverManager.getConnection(
                settings.database().url(), settings.database().user(), settings.database().password());
    }
}
