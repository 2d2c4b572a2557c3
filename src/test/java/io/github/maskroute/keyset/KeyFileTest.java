package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.MaskingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    /** The first eight digits of HMAC-SHA256 of "maskroute key id" with the counting key, computed by another implementation. */
    private static final String DEFAULT_ID = "b796e2c9";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {" 2024-k_1", " 2024-k_1\n", "\n2024-k_1\n", "\t \r\n2024-k_1 \n\n"})
    void shouldReadIdFromSecondWord(String rest) {
        HmacKey key = read(KeyFiles.COUNTING + rest);

        assertThat(key.id()).isEqualTo("2024-k_1");
        assertThat(key.token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .hasToString("hmac.2024-k_1.NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \t\n"})
    void shouldDeriveDefaultIdFromKey(String rest) {
        assertThat(read(KeyFiles.COUNTING + rest).id()).isEqualTo(DEFAULT_ID);
    }

    @Test
    void shouldReadFilesOfWindowsEditors() throws IOException {
        String text = "\ufeff" + KeyFiles.COUNTING + "\r\n2024-k_1\r\n";
        Path file = KeyFiles.write(folder, text);

        assertThat(KeyFile.read(file).id()).isEqualTo("2024-k_1");
        Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
        assertThat(KeyFile.read(file).id()).isEqualTo("2024-k_1");
        Files.write(file, new byte[] {'A', (byte) 0xFF});
        assertThatThrownBy(() -> KeyFile.read(file)).isInstanceOf(MaskingException.class).hasMessageContaining("is not UTF-8: line 1 has");
    }

    @Test
    void shouldDeriveDifferentIdsFromDifferentKeys() {
        assertThat(read(base64(32)).id()).matches("[0-9a-f]{8}").isNotEqualTo(DEFAULT_ID);
    }

    @Test
    void shouldRejectMissingFile() {
        Path missing = folder.resolve("no-such.key");

        assertThatThrownBy(() -> KeyFile.read(missing))
                .isInstanceOf(MaskingException.class)
                .hasMessageContaining(missing.toString()).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n"})
    void shouldRejectEmptyFile(String text) {
        assertRefused(text, "is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 33, 64})
    void shouldRejectKeyOfAnotherLength(int bytes) {
        String word = bytes == 0 ? "==" : base64(bytes);
        assertRefused(word, bytes == 0 ? "is not base64" : "contains a key of " + bytes + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "correct-horse-battery-staple",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1!",
        "_-ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    })
    void shouldRejectTextThatIsNotBase64(String text) {
        assertRefused(text, "is not base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "k\u00e9y", "key!", "0123456789012345678901234567890123"})
    void shouldRejectMalformedId(String id) {
        assertRefused(KeyFiles.COUNTING + " " + id, "has an invalid id");
    }

    @Test
    void shouldAcceptIdOf32Characters() {
        assertThat(read(KeyFiles.COUNTING + " 01234567890123456789012345678901").id()).hasSize(32);
    }

    @Test
    void shouldRejectThreeWords() {
        assertRefused(KeyFiles.COUNTING + " one two", "has more than two words");
    }

    @Test
    void shouldRejectFileThatOthersCanRead() throws IOException {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(MaskingException.class)
                .hasMessageContaining("can be read by every user").hasMessageContaining("chmod 600");
    }

    @Test
    void shouldRejectFileThatOthersCanChange() throws IOException {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-----w-"));
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(MaskingException.class).hasMessageContaining("can be changed by every user");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(folder, "unix:mode", 0777);
        assertThatThrownBy(() -> KeyFile.read(file)).isInstanceOf(MaskingException.class).hasMessageContaining("chmod 700");

        Files.setAttribute(folder, "unix:mode", 01777);
        assertThat(KeyFile.read(file)).as("in a folder such as a mounted secret").isNotNull();
    }

    @Test
    void shouldAcceptFileThatItsGroupCanRead() throws IOException {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING + " group");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(KeyFile.read(file).id()).isEqualTo("group");
    }

    @Test
    void shouldNotPrintTheKey() {
        assertThat(read(KeyFiles.COUNTING + " unit")).hasToString("MaskingKey[hmac.unit]");
    }

    private void assertRefused(String text, String problem) {
        Path file = KeyFiles.write(folder, text);
        String key = text.isBlank() ? "no key" : text.strip().split("\\s+")[0];
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(MaskingException.class)
                .hasNoCause()
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem)
                .hasMessageNotContaining(key);
    }

    private HmacKey read(String text) {
        return KeyFile.read(KeyFiles.write(folder, text));
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
