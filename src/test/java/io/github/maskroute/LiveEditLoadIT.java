package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files saved while the drain works a backlog off. */
class LiveEditLoadIT {

    private static final int MESSAGES = 50_000;
    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String STATEMENT = "login/insert-user-logins.sql";

    private final RouteFiles routes = new RouteFiles();

    @Test
    void losesAndDoublesNothing() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            send(drain);
            drain.start();
            awaitSome(drain, 1_000);
            routes.edit(DRAIN, "device_id: text", "device_id: text\n        domains:\n          device_id: other");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            awaitSome(drain, 10_000);
            routes.edit(STATEMENT, "JOIN claimed USING (sent_at, message_id)", "-- JOIN claimed");
            awaitLog(drain, "delivered again, stores a second row");
            assertThat(drain.count()).as("the edits come while there is work").isLessThan(MESSAGES);
            routes.edit(STATEMENT, "-- JOIN claimed", "JOIN claimed USING (sent_at, message_id) -- mended");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            routes.edit("login/login-event.schema.json", "\"maxLength\": 256", "\"maxLength\": 255");
            awaitLog(drain, "login-event.schema.json is edited and in force");
            await().atMost(TestDrain.PATIENCE.multipliedBy(3)).until(() -> drain.count() >= MESSAGES);
            drain.awaitRows(MESSAGES);
            assertThat(drain.rows("SELECT count(DISTINCT user_id) AS n FROM user_logins")).containsExactly(Map.of("n", "" + MESSAGES));
            assertThat(drain.depth(drain.deadLetterUrl())).isZero();
        }
    }

    /** By several senders at once. */
    private static void send(TestDrain drain) {
        IntStream.range(0, 10).parallel().forEach(part ->
                drain.send(IntStream.range(part * MESSAGES / 10, (part + 1) * MESSAGES / 10).mapToObj(TestDrain::event).toList()));
    }

    private static void awaitSome(TestDrain drain, int rows) {
        await().atMost(TestDrain.PATIENCE).until(() -> drain.count() >= rows);
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
