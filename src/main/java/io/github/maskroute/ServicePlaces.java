package io.github.maskroute;

import io.github.maskroute.db.CurrentSchema;
import io.github.maskroute.observe.Status;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;

/** Names queue and database for the status page: never a login, a password or an account. */
final class ServicePlaces {

    private final Settings settings;

    ServicePlaces(Settings settings) {
        this.settings = settings;
    }

    /** @param sqs whose region or endpoint it is, wherever that was set */
    Status.Places of(SqsClient sqs) {
        String url = settings.get("maskroute.db.url");
        SqsServiceClientConfiguration where = sqs.serviceClientConfiguration();
        return new Status.Places(
                where.endpointOverride().map(ServicePlaces::hostAndPort).orElseGet(() -> where.region().id()),
                database(url), CurrentSchema.of(url).map(CurrentSchema::name).orElse(""));
    }

    private static String hostAndPort(URI endpoint) {
        return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    /** Several hosts are those that the driver tries in turn. */
    static String database(String url) {
        Properties parts = Driver.parseURL(url, null);
        if (parts == null) {
            return "";
        }
        List<String> hosts = list(PGProperty.PG_HOST.getOrDefault(parts));
        List<String> ports = list(PGProperty.PG_PORT.getOrDefault(parts));
        String all = IntStream.range(0, hosts.size())
                .mapToObj(i -> hosts.get(i) + (i < ports.size() ? ":" + ports.get(i) : "")).collect(Collectors.joining(","));
        String name = PGProperty.PG_DBNAME.getOrDefault(parts);
        return all + (name == null ? "" : "/" + name);
    }

    private static List<String> list(@Nullable String commas) {
        return commas == null ? List.of() : List.of(commas.split(","));
    }
}
