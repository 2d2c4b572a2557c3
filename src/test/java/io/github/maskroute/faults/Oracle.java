package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.faults.Events.Event;
import io.github.maskroute.testing.TestDrain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/** Checks in the database, the queues and the output whether anything was lost, doubled or leaked. */
final class Oracle {

    private static final Pattern LOOKS_RAW = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{3}-\\d{2}-\\d{4}");


    private final TestDrain services;
    private final Events events;
    private final Set<String> rawValues = new HashSet<>();

    Oracle(TestDrain services, Events events) {
        this.services = services;
        this.events = events;
        events.bodies().forEach(body -> LOOKS_RAW.matcher(body).results().map(MatchResult::group).forEach(rawValues::add));
    }

    /** Whether the source queue is empty, and no row is missing. */
    boolean isDone() {
        return services.depth(services.queueUrl()) == 0 && services.count() >= events.valid().size();
    }

    /** Checks that every valid event is one row, and equal values are equal tokens. Returns the number of rows. */
    int assertRows() {
        List<Map<String, String>> rows = services.rows("SELECT user_id, app_version, masked_ip, masked_device_id FROM user_logins");
        Map<String, Long> counts = rows.stream().collect(Collectors.groupingBy(row -> row.get("user_id"), Collectors.counting()));
        assertThat(events.valid().stream().map(Event::userId).filter(id -> !counts.containsKey(id))).as("lost").isEmpty();
        assertThat(counts.entrySet().stream().filter(count -> count.getValue() > 1)).as("doubled").isEmpty();
        assertThat(rows).as("rows").hasSize(events.valid().size());
        assertTokens(rows, "masked_ip", Event::ip);
        assertTokens(rows, "masked_device_id", Event::deviceId);
        return rows.size();
    }

    /** Checks that every invalid event is at least one dead letter, and no other event is one. Returns the number of dead letters. */
    int assertDeadLetters() {
        List<Message> letters = services.deadLetters();
        Set<String> bodies = letters.stream().map(Message::body).collect(Collectors.toSet());
        assertThat(bodies.stream().filter(body -> !events.invalid().contains(body))).as("dead letters of valid events").isEmpty();
        assertThat(events.invalid().stream().filter(body -> !bodies.contains(body))).as("invalid events without a dead letter").isEmpty();
        letters.forEach(letter -> assertNoRawValue(letter.messageAttributes().toString()));
        return letters.size();
    }

    /** Fails if the text contains a raw value, without naming the value. */
    void assertNoRawValue(String text) {
        assertThat(LOOKS_RAW.matcher(text).results().filter(found -> rawValues.contains(found.group())).count())
                .as("raw values").isZero();
    }

    /** Checks that a key masks equal values to equal tokens, and different values to different tokens. */
    private void assertTokens(List<Map<String, String>> rows, String column, Function<Event, String> raw) {
        Map<String, String> rawOf = events.valid().stream().collect(Collectors.toMap(Event::userId, raw));
        Map<String, String> tokens = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (Map<String, String> row : rows) {
            String token = row.get(column);
            String value = rawOf.get(row.get("user_id"));
            String key = token.substring(0, token.lastIndexOf('.'));
            assertThat(tokens.merge(key + value, token, (first, second) -> first).equals(token)).as("equal values, equal tokens").isTrue();
            assertThat(values.merge(token, value, (first, second) -> first).equals(value)).as("other values, other tokens").isTrue();
        }
        assertThat(tokens.values().stream().filter(rawValues::contains)).as("unmasked").isEmpty();
    }
}
