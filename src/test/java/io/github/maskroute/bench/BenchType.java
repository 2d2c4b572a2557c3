package io.github.maskroute.bench;

import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;

/** An event type of the benchmark. */
enum BenchType {

    LOGINS(TestDrain::event, "user_logins", List.of("masked_ip", "masked_device_id"), Optional.empty(),
            queue -> Map.of("maskroute.queue.name", queue, "maskroute.dead-letter.queue", queue + "-dlq")),

    /** Nested, of 2 KB, with twelve lines and a dozen values to mask. */
    ORDERS(BenchType::order, "orders", List.of("masked_ip", "masked_name"),
            Optional.of(Path.of("examples/orders/routes/orders/create-orders.sql")),
            queue -> Map.of("orders.queue", queue, "orders.dead-letter-queue", queue + "-dlq",
                    "maskroute.routes", routesOfOrders().toString()));

    private final IntFunction<String> events;
    final String table;
    private final List<String> tokenColumns;
    private final Optional<Path> tables;
    private final Function<String, Map<String, String>> settings;

    BenchType(IntFunction<String> events, String table, List<String> tokenColumns, Optional<Path> tables,
            Function<String, Map<String, String>> settings) {
        this.events = events;
        this.table = table;
        this.tokenColumns = tokenColumns;
        this.tables = tables;
        this.settings = settings;
    }

    String event(int number) {
        return events.apply(number);
    }

    /** The statements that create the tables that no migration creates. */
    String tables() {
        try {
            return tables.isEmpty() ? "" : Files.readString(tables.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A condition for rows whose tokens are of this scheme. */
    String masked(String scheme) {
        return tokenColumns.stream().map(column -> column + " LIKE '" + scheme + ".%'").collect(Collectors.joining(" AND "));
    }

    Map<String, String> settings(String queue) {
        return settings.apply(queue);
    }

    /** The shared routes and those of the example, without logins. */
    private static Path routesOfOrders() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "orders");
            FileSystemUtils.copyRecursively(Path.of("routes"), folder);
            FileSystemUtils.copyRecursively(Path.of("examples/orders/routes"), folder);
            Files.delete(folder.resolve("drain-logins.camel.yaml"));
            FileSystemUtils.deleteRecursively(folder.resolve("logins"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String order(int number) {
        String lines = IntStream.range(0, 16).mapToObj(i -> String.format(Locale.ROOT,
                "{\"sku\":\"SKU-%05d-%02d\",\"quantity\":%d,\"price\":%d.90,\"warehouse\":\"north-%02d\",\"colour\":\"dark blue\"}",
                number % 100_000, i, i + 1, number % 90 + 1, i)).collect(Collectors.joining(","));
        return String.format(Locale.ROOT, """
                {"order_id":"o-%d","placed_at":"2026-03-01T10:15:30Z","ip":"198.51.%d.%d","customer":{"name":"Invented Person %d",\
                "emails":["invented.%d@example.org"],"phone":"+49301%06d","birth_date":"19%02d-05-17","loyalty":"gold"},\
                "payment":{"method":"card","card_number":"4111 1111 1111 %04d"},"note":"Ring twice, please, and leave it at the door.",\
                "lines":[%s]}""", number, number / 256 % 256, number % 256, number, number, number % 1_000_000, number % 100, number % 10_000, lines);
    }
}
