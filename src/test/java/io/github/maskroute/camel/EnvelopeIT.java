package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A drain whose JSON step extracts events from SNS envelopes. */
class EnvelopeIT {

    @Test
    void shouldStoreTheEnvelopedEventAndKeepRejectedBodies() {
        RouteFiles routes = new RouteFiles()
                .edit("drain-logins.camel.yaml", "ref: maskroute-json", "ref: maskroute-json-logins")
                .edit("drain-logins.camel.yaml", "- beans:\n", """
                        - beans:
                            - name: maskroute-json-logins
                              type: io.github.maskroute.camel.StrictJsonDataFormat
                              properties:
                                unwrap: /Message
                        """);
        String malformed = notification(TestDrain.event(2).replace("\"ip\"", "\"ip"));
        String alone = TestDrain.event(3);
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start()) {
            drain.send(List.of(notification(TestDrain.event(1)), malformed, alone)).awaitRows(1);

            assertThat(drain.rows("SELECT user_id FROM user_logins")).containsExactly(Map.of("user_id", "user-1"));
            assertThat(drain.deadLetters()).hasSize(2).allSatisfy(letter -> {
                boolean isAlone = letter.body().equals(alone);
                assertThat(letter.body()).isEqualTo(isAlone ? alone : malformed);
                assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo(isAlone ? "schema" : "not-json");
                assertThat(TestDrain.attribute(letter, "maskroute-detail")).startsWith(isAlone
                        ? "the body has nothing at /Message, where the route's `unwrap` expects the event"
                        : "in a string on the path to /Message: malformed at line 1, column ");
            });
            assertThat(drain.awaitEmpty().rows("SELECT 1 AS n FROM processed_message")).hasSize(1);
        }
    }

    private static String notification(String event) {
        return JsonNodeFactory.instance.objectNode().put("Type", "Notification").put("TopicArn", "arn:aws:sns:eu-central-1:1:logins")
                .put("Message", event).toString();
    }
}
