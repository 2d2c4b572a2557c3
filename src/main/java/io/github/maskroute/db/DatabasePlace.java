package io.github.maskroute.db;

import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Host, port and database of a JDBC URL, for log and status page. Never a login or a password. */
public final class DatabasePlace {

    private DatabasePlace() {}

    /**
     * For example {@code db.example:5432/app}. Several hosts are separated by commas; the driver tries them in turn. Empty if the driver
     * does not accept the URL.
     */
    public static String of(String url) {
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
