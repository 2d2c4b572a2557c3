package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The HTTP pages of a running drain, compared to its services. */
class ObserveIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldCountInMetricsWhatTheServicesHold() {
        try (TestDrain drain = new TestDrain()) {
            List<String> events = new ArrayList<>(IntStream.range(0, 30).mapToObj(TestDrain::event).toList());
            events.add("no json");
            events.add("{}");
            drain.send(events).start().awaitRows(30);

            await().untilAsserted(() -> {
                assertThat(drain.metric("maskroute_messages_total{outcome=\"dead_lettered\",reason=\"schema\"}")).isEqualTo(1);
                assertThat(drain.metric("maskroute_deletes_total{result=\"deleted\"}")).isEqualTo(32);
            });
            assertThat(drain.metric("maskroute_messages_total{outcome=\"stored\",reason=\"none\"}")).isEqualTo(30);
            assertThat(drain.metric("maskroute_messages_total{outcome=\"duplicate\",reason=\"none\"}")).isZero();
            assertThat(drain.metric("maskroute_messages_total{outcome=\"dead_lettered\",reason=\"not-json\"}")).isEqualTo(1);
            assertThat(drain.metric("maskroute_received_total")).isEqualTo(32);
            assertThat(drain.metric("maskroute_batch_rows_sum")).isEqualTo(30);
            assertThat(drain.metric("maskroute_write_seconds_count")).isEqualTo(drain.metric("maskroute_batch_rows_count"));
            assertThat(drain.metric("maskroute_delivery_seconds_count")).isEqualTo(30);
            assertThat(drain.metric("maskroute_outage{service=\"queue\"}")).isZero();
            assertThat(drain.metric("maskroute_outage{service=\"database\"}")).isZero();
            await().untilAsserted(() -> {
                assertThat(drain.metric("maskroute_queue_messages{state=\"dead\"}")).isEqualTo(2);
                assertThat(drain.metric("maskroute_queue_messages{state=\"visible\"}")).isZero();
            });
            assertThat(drain.page("observe/metrics").body())
                    .contains("camel_", "hikaricp_connections{pool=\"maskroute\"", "jvm_memory_used_bytes");
            drain.assertNothingLeaked(drain.page("observe/metrics").body());
        }
    }

    @Test
    void shouldServeTheFiguresOfThePageAsJson() throws IOException {
        try (TestDrain drain = new TestDrain()) {
            drain.send(IntStream.range(0, 20).mapToObj(TestDrain::event).toList()).start().awaitRows(20);
            await().until(() -> status(drain).path("delivery").has("p50"));

            JsonNode status = status(drain);
            assertThat(status.path("totals").path("stored").asInt()).isEqualTo(20);
            assertThat(status.path("state").asText()).isEqualTo("running");
            assertThat(status.path("queue").path("name").asText()).isEqualTo(drain.settings().get("maskroute.queue.name"));
            assertThat(status.path("services").findValuesAsText("name")).contains("queue", "database", "keys", "routes");
            assertThat(status.path("history").findValues("stored").stream().mapToInt(JsonNode::asInt).sum()).isBetween(1, 20);
        }
    }

    @Test
    void shouldBeReadyOnlyWhileAllRoutesRun() throws Exception {
        try (TestDrain drain = TestDrain.started()) {
            assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(drain.page("observe/health/live").statusCode()).isEqualTo(200);

            drain.camelContext().getRouteController().stopRoute("maskroute-prune-ledger");

            assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(drain.page("observe/health/ready").body()).contains("maskroute-prune-ledger is Stopped");
            assertThat(drain.page("observe/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldServeNoOtherPaths() {
        try (TestDrain drain = TestDrain.started()) {
            assertThat(drain.page("observe/metrics/").statusCode()).isEqualTo(404);
            assertThat(drain.page("application.properties").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldNotStartOnAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                TestDrain drain = new TestDrain("", Map.of("maskroute.http.port", "" + taken.getLocalPort()))) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class).hasMessageContaining("maskroute.http.port");
        }
    }

    private static JsonNode status(TestDrain drain) throws IOException {
        return JSON.readTree(drain.page("status.json").body());
    }
}
