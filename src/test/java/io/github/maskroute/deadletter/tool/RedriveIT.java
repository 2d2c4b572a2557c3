package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Redriven records keep the origin by which the ledger identifies them, if their stamp is valid. */
class RedriveIT {

    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    private static TestDrain drain;
    private static OriginStamp stamps;

    @BeforeAll
    static void start() {
        drain = TestDrain.started();
        Keyset keys = new KeysetFolder(Path.of(drain.settings().get("maskroute.mask.keyset")), Optional.empty()).read();
        stamps = new OriginStamp(() -> keys);
    }

    @AfterAll
    static void close() {
        drain.close();
    }

    @BeforeEach
    void empty() {
        drain.awaitEmpty().execute("TRUNCATE user_logins, processed_message").deadLetters();
    }

    @Test
    void shouldStoreARecordOnceThatIsSentThreeTimes() {
        Origin origin = newOrigin();
        for (int i = 0; i < 3; i++) {
            drain.send(TestDrain.event(1), stamped(origin, TestDrain.event(1)));
        }
        drain.awaitRows(1);

        assertThat(drain.rows("SELECT * FROM user_logins").get(0))
                .containsEntry("create_date", LocalDate.ofInstant(YESTERDAY, ZoneOffset.UTC).toString());
        assertThat(ledger()).containsExactly(origin);
        assertThat(drain.deadLetters()).isEmpty();
    }

    @Test
    void shouldNotStoreARecordAgain() {
        String event = TestDrain.event(2);
        drain.send(event, Map.of());
        drain.awaitRows(1);
        drain.send(event, stamped(ledger().get(0), event));
        drain.send(event, stamped(ledger().get(0), event));

        drain.awaitRows(1);
        drain.send(event, Map.of());
        drain.awaitRows(2);
    }

    /** Also if SQS's own redrive sends it, which copies the attributes. */
    @Test
    void shouldStampALetterSoThatItsCopyKeepsTheOrigin() {
        String id = drain.send("no json", Map.of());
        drain.awaitEmpty();
        Message letter = drain.deadLetters().get(0);

        Origin origin = stamps.verified(TestDrain.attribute(letter, "maskroute-origin"), letter.body()).orElseThrow();
        assertThat(origin.messageId()).isEqualTo(id);
        assertThat(origin.sentAt()).isBetween(Instant.now().minusSeconds(120), Instant.now());

        drain.send(letter.body(), letter.messageAttributes());
        drain.awaitEmpty();
        assertThat(drain.deadLetters()).singleElement().satisfies(again -> {
            assertThat(again.messageId()).isNotEqualTo(letter.messageId());
            assertThat(again.messageAttributes().get("maskroute-origin")).isEqualTo(letter.messageAttributes().get("maskroute-origin"));
        });
    }

    @Test
    void shouldKeepTheOriginOfARecordThatFailsAgain() {
        Origin origin = newOrigin();
        for (String body : List.of("no json", "[]", TestDrain.event(3).replace("2.3.0", "x"))) {
            drain.send(body, stamped(origin, body));
            drain.awaitEmpty();
            List<Message> letters = drain.deadLetters();

            assertThat(letters).hasSize(1);
            assertThat(TestDrain.attribute(letters.get(0), "maskroute-message-id")).isEqualTo(origin.messageId());
            assertThat(stamps.verified(TestDrain.attribute(letters.get(0), "maskroute-origin"), body)).contains(origin);
        }
    }

    @Test
    void shouldIgnoreAnInvalidStamp() {
        Origin origin = newOrigin();
        String copied = stamps.stamp(origin, TestDrain.event(4)).orElseThrow();
        Keyset others = Keyset.of(new HmacKey("k", new byte[32]));
        String forged = new OriginStamp(() -> others).stamp(origin, TestDrain.event(5)).orElseThrow();
        List<String> ids = List.of(
                drain.send(TestDrain.event(5), attribute(text(copied))),
                drain.send(TestDrain.event(5), attribute(text(forged))),
                drain.send(TestDrain.event(5), attribute(text("v1"))),
                drain.send(TestDrain.event(5), attribute(number("Number.byte", "300"))),
                drain.send(TestDrain.event(5), attribute(number("Number", "1"))),
                drain.send(TestDrain.event(5), attribute(MessageAttributeValue.builder().dataType("Binary")
                        .binaryValue(SdkBytes.fromUtf8String(copied)).build())));

        drain.awaitRows(6);
        assertThat(ledger()).extracting(Origin::messageId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(drain.deadLetters()).isEmpty();
    }

    /** The drain writes the attribute itself, and does not copy the sender's. */
    @Test
    void shouldNotCopyAnInvalidStampIntoALetter() {
        String id = drain.send("no json", attribute(text("v1.k.x.1." + "A".repeat(43))));
        drain.awaitEmpty();
        Message letter = drain.deadLetters().get(0);

        assertThat(stamps.verified(TestDrain.attribute(letter, "maskroute-origin"), "no json"))
                .map(Origin::messageId).contains(id);
    }

    @Test
    void shouldAcceptAStampBesideOtherAttributes() {
        Origin origin = newOrigin();
        String event = TestDrain.event(6);
        drain.send(event, Map.of(
                "maskroute-origin", text(stamps.stamp(origin, event).orElseThrow()),
                "CamelSqlQuery", text("DROP TABLE user_logins"), "camelSQLquery", text("DROP TABLE user_logins"),
                "CamelAwsSqsReceiptHandle", text("none"), "maskroute-origin.x", text("x"), "Maskroute-Origin", text("x"),
                "maskroute-reason", text("none"), "user_id", text("none"), "n", number("Number.byte", "300")));

        drain.awaitRows(1);
        assertThat(ledger()).containsExactly(origin);
        assertThat(drain.rows("SELECT user_id FROM user_logins")).containsExactly(Map.of("user_id", "user-6"));
    }

    @Test
    void shouldNotStoreARecordThatTheLedgerMayHavePruned() {
        Origin old = new Origin(UUID.randomUUID().toString(), YESTERDAY.minus(Duration.ofDays(15)));
        String event = TestDrain.event(7);
        drain.send(event, stamped(old, event));
        drain.awaitEmpty();
        Message letter = drain.deadLetters().get(0);

        assertThat(drain.count()).isZero();
        assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("too-old");
        assertThat(TestDrain.attribute(letter, "maskroute-detail")).contains("maskroute.ledger.retention").contains("--as-new");
        assertThat(stamps.verified(TestDrain.attribute(letter, "maskroute-origin"), event)).contains(old);
    }

    /** The ledger never prunes a message without a time. */
    @Test
    void shouldStoreARecordWithoutATimeOnceWithTodaysDate() {
        Origin timeless = Origin.of(UUID.randomUUID().toString(), null);
        String event = TestDrain.event(8);
        drain.send(event, stamped(timeless, event));
        drain.send(event, stamped(timeless, event));

        drain.awaitRows(1);
        assertThat(ledger()).containsExactly(timeless);
        assertThat(drain.rows("SELECT * FROM user_logins").get(0)).containsEntry("create_date", LocalDate.now(ZoneOffset.UTC).toString());
    }

    @Test
    void shouldDoTheSameForFifoQueues() {
        try (TestDrain fifo = new TestDrain(".fifo", Map.of()).start()) {
            Origin origin = newOrigin();
            String event = TestDrain.event(9);
            for (String body : List.of(event, event, "no json")) {
                Services.get().client().sendMessage(request -> request.queueUrl(fifo.queueUrl()).messageBody(body)
                        .messageGroupId("group").messageDeduplicationId(Services.newName("dedup"))
                        .messageAttributes(stamped(origin, body)));
            }
            fifo.awaitRows(1);
            Message letter = fifo.deadLetters().get(0);
            assertThat(stamps.verified(TestDrain.attribute(letter, "maskroute-origin"), "no json")).contains(origin);
            assertThat(letter.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "group");
        }
    }

    private static Origin newOrigin() {
        return new Origin(UUID.randomUUID().toString(), YESTERDAY);
    }

    private static List<Origin> ledger() {
        return drain.rows("SELECT message_id, CAST(extract(epoch FROM sent_at) * 1000 AS bigint) AS millis FROM processed_message").stream()
                .map(row -> Origin.of(row.get("message_id"), row.get("millis"))).toList();
    }

    private static Map<String, MessageAttributeValue> stamped(Origin origin, String body) {
        return attribute(text(stamps.stamp(origin, body).orElseThrow()));
    }

    private static Map<String, MessageAttributeValue> attribute(MessageAttributeValue value) {
        return Map.of(OriginStamp.ATTRIBUTE, value);
    }

    private static MessageAttributeValue text(String value) {
        return number("String", value);
    }

    private static MessageAttributeValue number(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
