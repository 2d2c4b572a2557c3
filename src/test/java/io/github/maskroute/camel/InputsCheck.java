package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.Scenario;
import io.github.maskroute.testing.Scenario.Case;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/**
 * Sends inputs and checks the outcome of each: a row, or a dead letter and one log line. It also checks that table, queues and log
 * contain nothing else, and that the drain continues.
 */
public final class InputsCheck {

    /** A line of the tests' log, which has the thread, or of the program's log, which has the logger. */
    private static final Pattern LOG_LINE =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (?:TRACE|DEBUG|INFO |WARN |ERROR|FATAL) (?:\\[|[a-z]+\\.[a-z]).*");
    private static final Pattern WARNING = Pattern.compile("\\S+ (?:WARN |ERROR|FATAL) .*");

    private final TestDrain drain;
    private final Supplier<String> log;
    private final int logged;

    /** Message id to case. */
    private final Map<String, Case> sent = new LinkedHashMap<>();

    /**
     * @param drain with an empty table and an empty dead-letter queue
     * @param log returns the log of the process that drains these queues
     */
    public InputsCheck(TestDrain drain, Supplier<String> log) {
        this.drain = drain;
        this.log = log;
        logged = log.get().length();
    }

    public InputsCheck send(Scenario scenario) {
        scenario.cases().forEach(one -> sent.put(send(one), one));
        return this;
    }

    private String send(Case one) {
        drain.remember(one.body());
        Stream.concat(Stream.ofNullable(one.trace()), one.attributes().values().stream().map(MessageAttributeValue::stringValue))
                .filter(Objects::nonNull).forEach(drain::remember);
        Map<String, MessageSystemAttributeValue> trace = one.trace() == null ? Map.of() : Map.of("AWSTraceHeader",
                MessageSystemAttributeValue.builder().dataType("String").stringValue(one.trace()).build());
        return Services.get().client().sendMessage(request -> request.queueUrl(drain.queueUrl()).messageBody(one.body())
                .messageAttributes(one.attributes()).messageSystemAttributesWithStrings(trace)).messageId();
    }

    /** Waits for the outcomes of all inputs and checks them. */
    public void check() {
        int rows = (int) sent.values().stream().filter(Case::isRow).count();
        drain.awaitRows(rows);
        checkRows();
        checkDeadLetters();
        checkLog();
        drain.send(List.of(TestDrain.event(1))).awaitRows(rows + 1);
    }

    private void checkRows() {
        Map<String, List<Map<String, String>>> stored = drain.rows("SELECT * FROM user_logins").stream()
                .collect(Collectors.groupingBy(row -> row.get("user_id")));
        Map<String, List<Case>> expected = sent.values().stream().filter(Case::isRow).collect(Collectors.groupingBy(Case::userId));
        assertThat(stored.keySet()).isEqualTo(expected.keySet());
        expected.forEach((userId, cases) -> {
            assertThat(stored.get(userId)).as("rows of " + userId).hasSameSizeAs(cases);
            cases.forEach(one -> assertThat(stored.get(userId)).as(one.body()).allSatisfy(row -> checkRow(one, row, stored)));
        });
        drain.assertNothingLeaked(stored.toString());
    }

    private void checkRow(Case one, Map<String, String> row, Map<String, List<Map<String, String>>> stored) {
        assertThat(row).containsAllEntriesOf(one.row());
        assertThat(row.get("masked_ip")).matches("hmac\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{43}");
        if (one.sameAs() >= 0) {
            Map<String, String> twin = stored.get(List.copyOf(sent.values()).get(one.sameAs()).userId()).get(0);
            assertThat(row).containsEntry("masked_ip", twin.get("masked_ip"))
                    .containsEntry("masked_device_id", twin.get("masked_device_id"));
        }
    }

    private void checkDeadLetters() {
        List<Message> letters = drain.deadLetters();
        assertThat(letters).extracting(letter -> TestDrain.attribute(letter, "maskroute-message-id"))
                .containsExactlyInAnyOrderElementsOf(rejected());
        assertThat(letters).allSatisfy(letter -> {
            Case expected = sent.get(TestDrain.attribute(letter, "maskroute-message-id"));
            String detail = TestDrain.attribute(letter, "maskroute-detail");
            // Not isEqualTo: the message for a body of 1 MiB would be unreadable.
            assertThat(letter.body().equals(expected.body())).as("the body is unchanged").isTrue();
            assertThat(TestDrain.attribute(letter, "maskroute-reason")).as(detail).isEqualTo(expected.reason());
            assertThat(detail).startsWith(expected.detail());
            drain.assertNothingLeaked(letter.messageAttributes().toString());
            assertThat(letter.messageAttributes().keySet()).containsExactlyInAnyOrder("maskroute-reason",
                    "maskroute-detail", "maskroute-message-id", "maskroute-route", "maskroute-failed-at", "maskroute-origin");
        });
    }

    private void checkLog() {
        List<String> rejected = rejected();
        await("a log line for each dead letter").until(() -> rejected.stream().allMatch(log.get()::contains));
        List<String> lines = log.get().substring(logged).lines().toList();
        assertThat(lines).as("one line per entry").allMatch(line -> LOG_LINE.matcher(line).matches());
        assertThat(lines).filteredOn(line -> WARNING.matcher(line).matches())
                .hasSameSizeAs(rejected)
                .allMatch(line -> rejected.stream().anyMatch(line::contains));
        assertThat(lines).as("no line about stored messages")
                .noneMatch(line -> sent.keySet().stream().anyMatch(id -> !rejected.contains(id) && line.contains(id)));
        drain.assertNothingLeaked(String.join("\n", lines));
    }

    private List<String> rejected() {
        return sent.entrySet().stream().filter(entry -> !entry.getValue().isRow()).map(Map.Entry::getKey).toList();
    }
}
