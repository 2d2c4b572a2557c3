package io.github.maskroute.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Dead letters whose bodies only holders of the key can read. */
class SealedLettersIT {

    private static final String BAD_EVENT = TestDrain.event(1).replace("2.3.0", "1.2.3.4") + "\n";

    @TempDir
    private Path folder;

    @Test
    void shouldRevealNothingAndOpenToTheOriginalBody() {
        SealKeys keys = new SealKeys(folder, Optional.empty());
        keys.add();
        try (TestDrain drain = sealing().start()) {
            drain.send(BAD_EVENT, Map.of());
            drain.send("198.51.100.77 is no JSON", Map.of());
            drain.awaitEmpty();
            List<Message> letters = drain.deadLetters();

            assertThat(letters).hasSize(2).allSatisfy(letter -> {
                drain.assertNothingLeaked(letter.body());
                drain.assertNothingLeaked(letter.messageAttributes().toString());
                assertThat(letter.messageAttributes().keySet()).containsExactlyInAnyOrder("maskroute-reason", "maskroute-detail",
                        "maskroute-message-id", "maskroute-route", "maskroute-failed-at", "maskroute-origin", "maskroute-body");
                assertThat(TestDrain.attribute(letter, "maskroute-body")).isEqualTo("sealed");
            });
            BodySeal seal = new BodySeal(keys.read());
            assertThat(letters).extracting(letter -> opened(seal, letter)).containsExactlyInAnyOrder(BAD_EVENT, "198.51.100.77 is no JSON");
            Keyset masking = new KeysetFolder(Path.of(drain.settings().get("maskroute.mask.keyset")), Optional.empty()).read();
            assertThat(letters).allSatisfy(letter -> assertThat(new OriginStamp(() -> masking)
                    .verified(TestDrain.attribute(letter, "maskroute-origin"), opened(seal, letter))).isPresent());
        }
    }

    /** SQS's own redrive sends letters back unchanged; on AWS each gets a new message id. */
    @Test
    void shouldOpenALetterThatSqsSendsBackAndKeepItsOrigin() {
        SealKeys keys = new SealKeys(folder, Optional.empty());
        keys.add();
        try (TestDrain drain = sealing().start()) {
            String id = drain.send(BAD_EVENT, Map.of());
            drain.awaitEmpty();
            for (int redrive = 0; redrive < 2; redrive++) {
                Message letter = drain.deadLetters().get(0);
                drain.send(letter.body(), letter.messageAttributes());
                drain.awaitEmpty();
            }
            Message letter = drain.deadLetters().get(0);

            assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("schema");
            assertThat(TestDrain.attribute(letter, "maskroute-message-id")).isEqualTo(id);
            assertThat(opened(new BodySeal(keys.read()), letter)).isEqualTo(BAD_EVENT);
        }
    }

    @Test
    void shouldOpenALetterThatSqsSendsBackAfterSealingIsOff() {
        new SealKeys(folder, Optional.empty()).add();
        Message sealed;
        try (TestDrain drain = sealing().start()) {
            drain.send(BAD_EVENT, Map.of());
            drain.awaitEmpty();
            sealed = drain.deadLetters().get(0);
        }
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.dead-letter.keyset", folder.toString())).start()) {
            drain.send(sealed.body(), sealed.messageAttributes());
            drain.awaitEmpty();

            assertThat(drain.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(TestDrain.attribute(letter, "maskroute-reason")).isEqualTo("schema");
                assertThat(letter.body()).isEqualTo(BAD_EVENT);
            });
        }
    }

    @Test
    void shouldTreatABodyThatOnlyClaimsToBeSealedLikeAnyOther() {
        new SealKeys(folder, Optional.empty()).add();
        Map<String, MessageAttributeValue> said = Map.of("maskroute-body", text("sealed"), "maskroute-message-id", text("mine"));
        try (TestDrain drain = sealing().start()) {
            drain.send(TestDrain.event(2), said);
            drain.awaitRows(1);
        }
        try (TestDrain drain = TestDrain.started()) {
            String id = drain.send(BAD_EVENT, said);
            drain.awaitEmpty();
            Message letter = drain.deadLetters().get(0);

            assertThat(letter.body()).isEqualTo(BAD_EVENT);
            assertThat(TestDrain.attribute(letter, "maskroute-message-id")).isEqualTo(id);
            assertThat(letter.messageAttributes()).doesNotContainKey("maskroute-body");
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    @Test
    void shouldNotStartWithoutTheKey() {
        try (TestDrain drain = sealing()) {
            assertThatThrownBy(drain::start).isInstanceOf(MaskingException.class)
                    .hasMessageContainingAll("seal.json", "maskroute dlq add-key");
        }
    }

    private TestDrain sealing() {
        return new TestDrain("", Map.of("maskroute.dead-letter.body", "sealed", "maskroute.dead-letter.keyset", folder.toString()));
    }

    private static String opened(BodySeal seal, Message letter) {
        return seal.open(letter.body(), TestDrain.attribute(letter, "maskroute-message-id")).orElseThrow();
    }
}
