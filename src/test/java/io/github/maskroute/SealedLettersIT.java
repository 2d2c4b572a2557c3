package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/** Dead letters whose bodies only the holder of a key can read. */
class SealedLettersIT {

    private static final String BAD_EVENT = TestDrain.event(1).replace("2.3.0", "1.2.3.4") + "\n";

    @TempDir
    private Path folder;

    @Test
    void letterTellsNothingAndOpensToTheBodyAsItCame() {
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

    @Test
    void doesNotStartWithoutTheKey() {
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
