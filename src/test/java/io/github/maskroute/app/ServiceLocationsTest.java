package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.Database;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TestLog;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The locations of services in the log lines of an outage. */
class ServiceLocationsTest {

    private final TestLog log = new TestLog();

    @Test
    void shouldNameTheDatabaseAndItsSettingWithoutTheLogin() {
        try (Database database = new Database("jdbc:postgresql://127.0.0.1:1/app?user=u&password=secret", "u", "secret", 1)) {
            database.outage().began("SQLState 08001", "The start waits for it.");
            database.outage().part("drain-orders").refusal("SQLState 28P01", "Correct it.");
        }
        assertThat(log.text()).contains("(SQLState 08001; maskroute.db.url: 127.0.0.1:1/app). The start waits for it.",
                "The database (drain-orders) refuses", "(SQLState 28P01; maskroute.db.url: 127.0.0.1:1/app)").doesNotContain("secret");
    }

    @Test
    void shouldNameTheQueuesEndpointOrRegion() {
        began(Map.of("maskroute.queue.endpoint", "http://127.0.0.1:1/"));
        began(Map.of("maskroute.queue.region", "eu-central-1"));
        assertThat(log.text()).contains("(no answer; maskroute.queue.endpoint: 127.0.0.1:1).",
                "(no answer; maskroute.queue.region: eu-central-1).");
    }

    private static void began(Map<String, String> settings) {
        try (SqsConnection queue = new SqsConnection(new ServiceFactory(TestDrain.shipped(settings)))) {
            queue.outage().began("no answer", "The start waits for it.");
        }
    }
}
