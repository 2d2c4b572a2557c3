package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** Bad and odd inputs: each is stored or dead-lettered as the files beside this test say, and harms nothing else. */
class InputsIT {

    private static final Path FILES = Path.of("src", "test", "resources", "inputs");
    private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (?:TRACE|DEBUG|INFO |WARN |ERROR|FATAL) \\[.*");
    private static final Pattern WARNING = Pattern.compile("\\S+ (?:WARN |ERROR|FATAL) .*");

    private static TestDrain shared;

    @BeforeAll
    static void start() {
        shared = TestDrain.started();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    static List<Scenario> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().map(Scenario::read).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void meetsTheOutcome(Scenario scenario) {
        if (scenario.together()) {
            try (TestDrain own = new TestDrain()) {
                check(scenario, own);
            }
        } else {
            shared.awaitEmpty().execute("TRUNCATE user_logins").deadLetters();
            check(scenario, shared);
        }
    }

    private static void check(Scenario scenario, TestDrain drain) {
        int logged = drain.log().length();
        Map<String, Scenario.Case> sent = send(scenario, drain);
        int rows = (int) scenario.cases().stream().filter(Scenario.Case::isRow).count();
        drain.awaitRows(rows);
        checkRows(scenario, drain);
        checkDeadLetters(sent, drain);
        checkLog(logged, sent, drain);
        drain.send(List.of(TestDrain.event(1))).awaitRows(rows + 1);
    }

    /** @return message id to case */
    private static Map<String, Scenario.Case> send(Scenario scenario, TestDrain drain) {
        Map<String, Scenario.Case> sent = new LinkedHashMap<>();
        scenario.cases().forEach(message -> sent.put(drain.send(message.body(), message.attributes()), message));
        if (scenario.together()) {
            drain.start();
        }
        return sent;
    }

    private static void checkRows(Scenario scenario, TestDrain drain) {
        Map<String, List<Map<String, String>>> stored = drain.rows("SELECT * FROM user_logins").stream()
                .collect(Collectors.groupingBy(row -> row.get("user_id")));
        Map<String, List<Scenario.Case>> expected = scenario.cases().stream().filter(Scenario.Case::isRow)
                .collect(Collectors.groupingBy(Scenario.Case::userId));
        assertThat(stored.keySet()).isEqualTo(expected.keySet());
        expected.forEach((userId, cases) -> {
            assertThat(stored.get(userId)).as("rows of " + userId).hasSameSizeAs(cases);
            cases.forEach(one -> assertThat(stored.get(userId)).as(one.body()).allSatisfy(row -> {
                assertThat(row).containsAllEntriesOf(one.row());
                assertThat(row.get("masked_ip")).matches("hmac\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{43}");
                if (one.sameAs() >= 0) {
                    Map<String, String> twin = stored.get(scenario.cases().get(one.sameAs()).userId()).get(0);
                    assertThat(row).containsEntry("masked_ip", twin.get("masked_ip"))
                            .containsEntry("masked_device_id", twin.get("masked_device_id"));
                }
            }));
        });
        drain.assertNothingLeaked(stored.toString());
    }

    private static void checkDeadLetters(Map<String, Scenario.Case> sent, TestDrain drain) {
        List<Message> letters = drain.deadLetters();
        assertThat(letters).extracting(letter -> TestDrain.attribute(letter, "maskroute-message-id"))
                .containsExactlyInAnyOrderElementsOf(rejected(sent));
        assertThat(letters).allSatisfy(letter -> {
            Scenario.Case expected = sent.get(TestDrain.attribute(letter, "maskroute-message-id"));
            String detail = TestDrain.attribute(letter, "maskroute-detail");
            // Not isEqualTo: a body of 1 MiB makes no message to read.
            assertThat(letter.body().equals(expected.body())).as("the body as it came").isTrue();
            assertThat(TestDrain.attribute(letter, "maskroute-reason")).as(detail).isEqualTo(expected.reason());
            assertThat(detail).startsWith(expected.detail());
            drain.assertNothingLeaked(detail);
            assertThat(letter.messageAttributes().keySet()).containsExactlyInAnyOrder("maskroute-reason",
                    "maskroute-detail", "maskroute-message-id", "maskroute-route", "maskroute-failed-at", "maskroute-origin");
        });
    }

    private static void checkLog(int start, Map<String, Scenario.Case> sent, TestDrain drain) {
        List<String> rejected = rejected(sent);
        await("a log line for each dead letter").until(() -> rejected.stream().allMatch(drain.log()::contains));
        List<String> lines = drain.log().substring(start).lines().toList();
        assertThat(lines).as("one line an entry").allMatch(line -> LOG_LINE.matcher(line).matches());
        assertThat(lines).filteredOn(line -> WARNING.matcher(line).matches())
                .hasSameSizeAs(rejected)
                .allMatch(line -> rejected.stream().anyMatch(line::contains));
    }

    private static List<String> rejected(Map<String, Scenario.Case> sent) {
        return sent.entrySet().stream().filter(entry -> !entry.getValue().isRow()).map(Map.Entry::getKey).toList();
    }
}
