package io.github.maskroute.bench;

import io.github.maskroute.Services;
import io.github.maskroute.Settings;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services that the settings name, for ways that do without the program. */
final class Connections {

    private Connections() {}

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
