package io.github.maskroute.bench;

import io.github.maskroute.config.Settings;
import io.github.maskroute.testing.Services;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services that the settings name, for ways that do not use the program. */
final class ReusedConnections {

    private ReusedConnections() {}

    static SqsClient queue(Settings settings) {
        return Services.client(URI.create(settings.get("maskroute.queue.endpoint")));
    }

    static String queueUrl(SqsClient client, Settings settings) {
        return client.getQueueUrl(request -> request.queueName(settings.get("maskroute.queue.name"))).queueUrl();
    }

    static Connection database(Settings settings) throws SQLException {
        return DriverManager.getConnection(
                settings.get("maskroute.db.url"), settings.get("maskroute.db.user"), settings.get("maskroute.db.password"));
    }
}
