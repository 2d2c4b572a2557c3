package io.github.maskroute.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.keyset.SealKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySealTest {

    private static final String BODY = "{\"ip\":\"198.51.100.7\",\"name\":\"Zo\u00eb \ud83d\ude00\"}\r\n";
    private static final String ID = "219f8380-5770-4cc2-8c3e-5c715e145f5e";

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private BodySeal seal;

    @BeforeEach
    void addKey() {
        seal = withNewKey(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {BODY, "", "x"})
    void shouldOpenWhatItSealed(String body) {
        assertThat(seal.open(seal.seal(body, ID), ID)).contains(body);
    }

    @Test
    void shouldRevealNothingOfTheBody() {
        String sealed = seal.seal(BODY, ID);

        assertThat(sealed).matches("[A-Za-z0-9+/]+={0,2}").isNotEqualTo(seal.seal(BODY, ID));
    }

    @Test
    void shouldRefuseEveryAlteredCharacter() {
        String sealed = seal.seal("longer", ID);
        for (int at = 0; at < sealed.length(); at++) {
            assertThat(seal.open(sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1), ID))
                    .isEmpty();
            assertThat(seal.open(sealed.substring(0, at), ID)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "219f8380-5770-4cc2-8c3e-5c715e145f5f"})
    void shouldNotOpenInTheLetterOfAnotherRecord(String messageId) {
        assertThat(seal.open(seal.seal(BODY, ID), messageId)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", BODY, "AAAA", "AQAAAAA=", "\ud800"})
    void shouldNotOpenWhatIsNotSealed(String body) {
        assertThat(seal.open(body, ID)).isEmpty();
    }

    @Test
    void shouldOpenAfterARotation() {
        String old = seal.seal(BODY, ID);
        BodySeal rotated = withNewKey(folder);

        assertThat(rotated.open(old, ID)).contains(BODY);
        assertThat(seal.open(rotated.seal(BODY, ID), ID)).as("by the new key").isEmpty();
    }

    @Test
    void shouldNotOpenByAnotherKey() {
        assertThat(withNewKey(elsewhere).open(seal.seal(BODY, ID), ID)).isEmpty();
    }

    private static BodySeal withNewKey(Path folder) {
        SealKeys keys = new SealKeys(folder, Optional.empty());
        keys.add();
        return new BodySeal(keys.read());
    }
}
