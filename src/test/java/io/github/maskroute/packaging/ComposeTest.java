package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.github.maskroute.config.Settings;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docker-compose.yml provides the services that application.properties names. */
class ComposeTest {

    private final Settings settings = TestDrain.shipped(Map.of());
    private final JsonNode services = new YAMLMapper().readTree(Path.of("docker-compose.yml").toFile()).path("services");
    private final Config queue = ConfigFactory.parseFile(Path.of("src/main/docker/elasticmq.conf").toFile());

    ComposeTest() throws IOException {}

    @Test
    void listensOnTheSamePorts() {
        String queuePort = settings.values().get("maskroute.dev-services.queue-port");
        assertThat(services.at("/queue/ports/0").asText()).isEqualTo("127.0.0.1:" + queuePort + ":" + queuePort);
        assertThat(queue.getString("rest-sqs.bind-port")).isEqualTo(queuePort);
        assertThat(queue.getString("node-address.port")).isEqualTo(queuePort);
        assertThat(services.at("/database/ports/0").asText())
                .isEqualTo("127.0.0.1:" + settings.values().get("maskroute.dev-services.db-port") + ":5432");
    }

    @Test
    void createsTheSameQueues() {
        assertThat(queue.getObject("queues").keySet())
                .containsExactlyInAnyOrder(settings.values().get("maskroute.queue.name"), settings.values()
                .get("maskroute.dead-letter.queue"));
        Config redrive = queue.getConfig("queues." + settings.values().get("maskroute.queue.name") + ".deadLettersQueue");
        assertThat(redrive.getString("name")).isEqualTo(settings.values().get("maskroute.dead-letter.queue"));
        assertThat(redrive.getInt("maxReceiveCount")).isEqualTo(10);
        assertThat(queue.getString("rest-sqs.sqs-limits")).isEqualTo("strict");
    }

    @Test
    void hasTheSameUserAndPassword() {
        JsonNode environment = services.at("/database/environment");
        assertThat(environment.path("POSTGRES_USER").asText()).isEqualTo(settings.values().get("maskroute.db.user"));
        assertThat(environment.path("POSTGRES_PASSWORD").asText()).isEqualTo(settings.values().get("maskroute.db.password"));
    }
}
