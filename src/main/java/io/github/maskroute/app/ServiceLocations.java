package io.github.maskroute.app;

import io.github.maskroute.config.Settings;
import io.github.maskroute.db.CurrentSchema;
import io.github.maskroute.db.DatabasePlace;
import io.github.maskroute.observe.Status;
import java.net.URI;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;

/** Describes where SQS and the database are, without login, password or account. */
final class ServiceLocations {

    private final Settings settings;

    ServiceLocations(Settings settings) {
        this.settings = settings;
    }

    /** @param sqs whose region or endpoint it is, wherever that was set */
    Status.Places of(SqsClient sqs) {
        String url = settings.database().url();
        SqsServiceClientConfiguration where = sqs.serviceClientConfiguration();
        return new Status.Places(
                where.endpointOverride().map(ServiceLocations::hostAndPort).orElseGet(() -> where.region().id()),
                DatabasePlace.of(url), CurrentSchema.of(url).map(CurrentSchema::name).orElse(""));
    }

    /** For the log, with the setting that names it; empty if AWS's own variables name the region. */
    static String queue(Settings settings) {
        return settings.queue().endpoint().map(url -> "maskroute.queue.endpoint: " + hostAndPort(url))
                .or(() -> settings.queue().region().map(region -> "maskroute.queue.region: " + region)).orElse("");
    }

    private static String hostAndPort(URI endpoint) {
        return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }
}
