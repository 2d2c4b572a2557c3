package io.github.maskroute.faults;

import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.cli.Packaged;
import io.github.maskroute.faults.SqsProxy.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A drain whose clock differs from the queue's. */
class ClockFaults {

    /** The difference that AWS allows between a signature's time and its own clock. */
    private static final Duration SIGNATURE_AGE = Duration.ofMinutes(15);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_STAY = Duration.ofDays(14);
    private static final Pattern USER = Pattern.compile("\"user_id\":\"(user-\\d+)\"");
    private static final Pattern LOGGED = Pattern.compile("(?m)^(\\d\\d):(\\d\\d):\\S+ .*Running: ");

    private final Map<String, Instant> sent = new ConcurrentHashMap<>();

    /** Shifts the clock of the drain's whole process; SQS refuses requests that are signed by it. */
    @ParameterizedTest
    @CsvSource({"09.1, +1h, one hour ahead, 1, RequestTimeTooSkewed", "09.2, -1h, one hour behind, -1, SignatureDoesNotMatch"})
    void ofTheDrain(String number, String shift, String words, int hours, String code) throws IOException {
        Optional<Path> library = fakeTime();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        try (FaultRun run = new FaultRun(number, "the drain's clock " + words)) {
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            for (String operation : List.of("GetQueueUrl", "GetQueueAttributes", "SendMessage", "DeleteMessageBatch",
                    "ChangeMessageVisibilityBatch", "ReceiveMessage")) {
                run.queue().fault(operation, call -> {
                    if (Duration.between(call.signedAt(), Instant.now()).abs().compareTo(SIGNATURE_AGE) > 0) {
                        refused.incrementAndGet();
                        return Answer.error(403, code);
                    }
                    taken.incrementAndGet();
                    return operation.equals("ReceiveMessage") ? received(call.forward(), DAY.negated()) : call.forward();
                });
            }
            Packaged drain = run.launch(Map.of("LD_PRELOAD", library.get().toString(), "FAKETIME", shift,
                    "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
            assertShifted(run.awaitRunning(drain), hours);
            run.finish("SQS refused requests signed by that clock (%s), and accepted them after a correction; all dates are the queue's"
                    .formatted(code));
            assertThat(refused.get()).isBetween(1, taken.get() / 10);
            assertDates(run);
        }
    }

    /** Shifts the queue's clock against that of drain and database, with messages that are redelivered after they were stored. */
    @ParameterizedTest
    @CsvSource({"09.3, one hour ahead, PT1H, 0", "09.4, one hour behind, PT-1H, 14"})
    void ofTheQueue(String number, String words, Duration shift, int days) {
        try (FaultRun run = new FaultRun(number, "the queue's clock " + words)) {
            run.queue().fault("ReceiveMessage", call -> received(call.forward(), shift.minus(Duration.ofDays(days))));
            run.queue().fault("DeleteMessageBatch", call -> undone(call.request()));
            run.sendAll();
            Packaged first = run.start();
            run.awaitRows(run.events().valid().size());
            assertThat(first.terminate().exit()).isZero();
            run.services().execute("INSERT INTO processed_message VALUES (now() - interval '15 days 1 minute', gen_random_uuid())");
            run.start();
            run.until("the ledger is pruned", () -> run.services()
                    .rows("SELECT 1 FROM processed_message WHERE sent_at < now() - interval '15 days'").isEmpty());
            run.queue().fault("DeleteMessageBatch", SqsProxy.Call::forward);
            run.finish(days == 0
                    ? "all messages were delivered again after they were stored, and the ledger was pruned in between"
                    : ("all messages, %d days old, were delivered again after they were stored, and the ledger was pruned"
                            + " in between").formatted(days));
            assertDates(run);
        }
    }

    private static Optional<Path> fakeTime() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketime.so.1")).filter(Files::exists).findFirst();
        }
    }

    /** Shifts all times in the queue's answers, and remembers what the drain receives. */
    private Answer received(Answer answer, Duration shift) throws IOException {
        ObjectNode body = answer.json();
        for (JsonNode message : body.path("Messages")) {
            ObjectNode attributes = (ObjectNode) message.path("Attributes");
            Instant shifted = Instant.ofEpochMilli(attributes.path("SentTimestamp").asLong()).plus(shift);
            attributes.put("SentTimestamp", Long.toString(shifted.toEpochMilli()));
            Matcher user = USER.matcher(message.path("Body").asText());
            if (user.find()) {
                sent.put(user.group(1), shifted);
            }
        }
        return Answer.of(body);
    }

    /** SQS may deliver a message again after it acknowledged its delete. */
    private static Answer undone(ObjectNode request) {
        ObjectNode body = request.objectNode();
        body.putArray("Failed");
        request.path("Entries").forEach(entry -> body.withArray("Successful").addObject().set("Id", entry.path("Id")));
        return Answer.of(body);
    }

    private static void assertShifted(Packaged drain, int hours) {
        Matcher logged = LOGGED.matcher(FaultRun.log(drain));
        assertThat(logged.find()).as("a time in the log").isTrue();
        int minute = Integer.parseInt(logged.group(1)) * 60 + Integer.parseInt(logged.group(2));
        long now = Instant.now().truncatedTo(MILLIS).atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
        assertThat(Math.floorMod(minute - now - hours * 60L + 30, 24 * 60)).as("minutes off").isBetween(20, 31);
    }

    /** Each row and ledger entry has a time of the queue's clock. */
    private void assertDates(FaultRun run) {
        Map<String, String> dates = new TreeMap<>();
        run.events().valid().forEach(event -> dates.put(
                event.userId(), sent.get(event.userId()).atOffset(ZoneOffset.UTC).toLocalDate().toString()));
        Map<String, String> found = new TreeMap<>();
        run.services().rows("SELECT user_id, create_date FROM user_logins")
                .forEach(row -> found.put(row.get("user_id"), row.get("create_date")));
        assertThat(found).isEqualTo(dates);
        List<Long> times = run.events().valid().stream().map(event -> sent.get(event.userId()).toEpochMilli()).distinct().sorted().toList();
        assertThat(run.services().rows("""
                SELECT DISTINCT CAST(extract(epoch FROM sent_at) * 1000 AS bigint) AS sent FROM processed_message ORDER BY 1""").stream()
                .map(row -> Long.valueOf(row.get("sent"))).toList()).isEqualTo(times);
    }
}
