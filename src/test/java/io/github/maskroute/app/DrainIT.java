package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.devservices.SampleEvents;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Stores masked rows of valid events, and sends the others to the dead-letter queue. */
class DrainIT {

    private static final Path REAL_EVENTS = Path.of("..", "shared", "data", "login-events.jsonl");

    @Test
    void shouldStoreTheSampleEventsAndDeadLetterTheInvalidOne() {
        try (TestDrain drain = TestDrain.started()) {
            drain.send(SampleEvents.bodies()).awaitRows(99);
            List<Message> letters = drain.deadLetters();
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).body()).isEqualTo(SampleEvents.bodies().get(36));
            assertThat(TestDrain.attribute(letters.get(0), "maskroute-reason")).isEqualTo("schema");
        }
    }

    @Test
    void shouldStoreTheRealEventsWithTheirVersions() throws IOException {
        assumeTrue(Files.exists(REAL_EVENTS));
        List<String> bodies = Files.readAllLines(REAL_EVENTS);
        try (TestDrain drain = TestDrain.started()) {
            drain.send(bodies).awaitRows(99);
            assertThat(drain.deadLetters()).extracting(Message::body).containsExactly(bodies.get(12));
            Map<String, String> versions = drain.rows("SELECT user_id, app_version FROM user_logins").stream()
                    .collect(Collectors.toMap(row -> row.get("user_id"), row -> row.get("app_version")));
            ObjectMapper json = new ObjectMapper();
            for (String body : bodies) {
                JsonNode event = json.readTree(body);
                if (event.has("user_id")) {
                    assertThat(versions).containsEntry(event.get("user_id").asText(), asInteger(event.get("app_version").asText()));
                }
            }
        }
    }

    private static String asInteger(String version) {
        String[] parts = (version + ".0.0").split("\\.");
        return Integer.toString(Integer.parseInt(parts[0]) * 1_000_000 + Integer.parseInt(parts[1]) * 1_000 + Integer.parseInt(parts[2]));
    }

    @Test
    void shouldFillEachColumnOfARow() {
        try (TestDrain drain = TestDrain.started()) {
            drain.send(List.of("""
                    {"user_id":"u-1","app_version":"2.3.4","device_type":"android","ip":" 198.51.100.7 ","locale":null,"device_id":"593-47-5928","extra":{"ip":"203.0.113.77"}}"""))
                    .awaitRows(1);
            Map<String, String> row = drain.rows("SELECT * FROM user_logins").get(0);
            assertThat(row.keySet()).containsExactly(
                    "user_id", "device_type", "masked_ip", "masked_device_id", "locale", "app_version", "create_date");
            assertThat(row).containsEntry("user_id", "u-1").containsEntry("device_type", "android")
                    .containsEntry("locale", null).containsEntry("app_version", "2003004")
                    .containsEntry("create_date", LocalDate.now(ZoneOffset.UTC).toString());
            assertThat(row.get("masked_ip")).matches("hmac\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{43}");
            assertThat(row.get("masked_device_id")).matches("hmac\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void shouldSendADeadLetterWithOriginalBodyAndReason() {
        String body = "{\"user_id\":\"u\",\"app_version\":\"1.2.3.4\","
                + " \"device_type\":\"ios\",\"ip\":\"198.51.100.8\",\"device_id\":\"1-2-3456\"}";
        try (TestDrain drain = TestDrain.started()) {
            String id = drain.send(body, Map.of());
            drain.awaitEmpty();
            Message letter = drain.deadLetters().get(0);
            assertThat(letter.body()).isEqualTo(body);
            assertThat(letter.messageAttributes()).hasSize(6);
            assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("schema");
            assertThat(TestDrain.attribute(letter, "maskroute-detail")).startsWith("app_version must keep to the schema's pattern ");
            assertThat(TestDrain.attribute(letter, "maskroute-message-id")).isEqualTo(id);
            assertThat(TestDrain.attribute(letter, "maskroute-route")).isEqualTo("drain-logins");
            assertThat(TestDrain.attribute(letter, "maskroute-failed-at"))
                    .startsWith(Integer.toString(LocalDate.now(ZoneOffset.UTC).getYear()));
        }
    }

    @Test
    void shouldLeaveTheMessageInTheQueueWithoutADeadLetterQueue() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.queue.visibility-seconds", "10")).start()) {
            Services.get().client().deleteQueue(request -> request.queueUrl(drain.deadLetterUrl()));
            drain.send(List.of("not json", TestDrain.event(1)));
            await().atMost(TestDrain.PATIENCE).until(() ->
                    drain.log().contains("The dead-letter queue refuses since") && drain.count() == 1
                            && drain.depth(drain.queueUrl()) == 1);
            Services.get().client().createQueue(request -> request.queueName(drain.settings().get("maskroute.dead-letter.queue")));
            drain.awaitEmpty();
            assertThat(drain.deadLetters()).hasSize(1);
            assertThat(drain.count()).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectOnlyTheRecordsThatTheTableRefuses() {
        try (TestDrain drain = TestDrain.started()) {
            drain.execute("ALTER TABLE user_logins ADD CONSTRAINT no_beos CHECK (device_type <> 'beos')");
            List<String> bodies = IntStream.range(0, 300).mapToObj(i ->
                    i % 100 == 50 ? TestDrain.event(i).replace("ios", "beos") : TestDrain.event(i)).toList();
            drain.send(bodies).awaitRows(297);
            List<Message> letters = drain.deadLetters();
            assertThat(letters).hasSize(3).allSatisfy(letter -> {
                assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("constraint");
                assertThat(TestDrain.attribute(letter, "maskroute-detail")).isEqualTo("SQLState 23514, constraint no_beos");
            });
        }
    }

    @Test
    void shouldRejectOnlyTheRecordThatMakesATriggerFail() {
        try (TestDrain drain = TestDrain.started()) {
            drain.execute("""
                    CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN CASE NEW.device_type WHEN 'ios' THEN RETURN NEW; END CASE; END $$;
                    CREATE TRIGGER stumble BEFORE INSERT ON user_logins FOR EACH ROW EXECUTE FUNCTION stumble()""");
            drain.send(IntStream.range(0, 50).mapToObj(i ->
                    i == 20 ? TestDrain.event(i).replace("ios", "windows") : TestDrain.event(i)).toList()).awaitRows(49);
            assertThat(drain.deadLetters()).extracting(letter -> TestDrain.attribute(letter, "maskroute-detail"))
                    .containsExactly("SQLState 20000: a function's CASE has no branch for a value");
        }
    }

    @Test
    void shouldKeepTheGroupOfAFifoMessageInItsDeadLetter() {
        try (TestDrain drain = new TestDrain(".fifo", Map.of()).start()) {
            List<String> bodies = IntStream.range(0, 40).mapToObj(i -> i == 7 ? "[]" : TestDrain.event(i)).toList();
            drain.send(bodies).awaitRows(39);
            List<Message> letters = drain.deadLetters();
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).attributesAsStrings()).containsEntry("MessageGroupId", "group-1");
        }
    }

    @Test
    void shouldUseAnExistingTableUnchanged() {
        try (TestDrain drain = new TestDrain()) {
            drain.execute("""
                    CREATE TABLE user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
                        masked_device_id varchar(256), locale varchar(32), app_version integer, create_date date)""");
            drain.execute("INSERT INTO user_logins (user_id) VALUES ('before')");
            drain.start().send(List.of(TestDrain.event(1))).awaitRows(2);
        }
    }

    /** Two entries remain: that of a message without a time, and that of the message sent here. */
    @Test
    void shouldPruneLedgerEntriesOlderThanTheRetention() {
        try (TestDrain drain = TestDrain.started()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            drain.execute("""
                    INSERT INTO processed_message
                    SELECT now() - interval '16 days', gen_random_uuid() FROM generate_series(1, 25000)
                    UNION ALL SELECT 'epoch', gen_random_uuid()""");
            await().atMost(TestDrain.PATIENCE).untilAsserted(() -> assertThat(drain.rows(
                            "SELECT count(*) AS n FROM processed_message"))
                    .containsExactly(Map.of("n", "2")));
            drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        }
    }
}
