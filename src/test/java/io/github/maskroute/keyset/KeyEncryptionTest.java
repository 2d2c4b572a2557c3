package io.github.maskroute.keyset;

import static io.github.maskroute.mask.MaskingFaults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestCredentials.class)
class KeyEncryptionTest {

    private static final String KMS_URI = "aws-kms://" + FakeKms.KEY_ARN;

    /** More than the timeout of one call to KMS, and much less than the minutes of the client's default. */
    private static final Duration FEW_SECONDS = Duration.ofSeconds(15);

    @TempDir
    private Path path;

    @TempDir
    private Path elsewhere;

    @Test
    void shouldWrapAndUnwrapWithFile() {
        String id = new KeysetEditor(folder(fileKek(1))).add(Scheme.SIV);

        assertThat(KeyFiles.text(path.resolve("siv.json"))).contains("encryptedKeyset").doesNotContain("\"value\"");
        assertThat(folder(fileKek(1)).read().primary(Scheme.SIV).id()).isEqualTo(id);
    }

    @Test
    void shouldRejectAnotherFile() {
        new KeysetEditor(folder(fileKek(1))).add(Scheme.SIV);

        assertUnusable(() -> folder(fileKek(2)).read(), "does not match the keyset");
    }

    @Test
    void shouldRejectWrappedKeysetWithoutKey() {
        new KeysetEditor(folder(fileKek(1))).add(Scheme.SIV);

        assertUnusable(() -> new KeysetFolder(path, Optional.empty()).read(), "siv.json is wrapped; name its key-encryption key");
    }

    @Test
    void shouldRejectKeysetThatIsNotWrapped() {
        new KeysetEditor(new KeysetFolder(path, Optional.empty())).add(Scheme.SIV);

        assertUnusable(() -> folder(fileKek(1)).read(), "siv.json is not wrapped");
        assertUnusable(() -> new KeysetEditor(folder(fileKek(1))).add(Scheme.SIV), "siv.json is not wrapped");
    }

    @Test
    void shouldRejectFileWithoutKey() {
        String file = KeyFiles.write(elsewhere, "short").toString();

        assertThatThrownBy(() -> KeyEncryption.of(file, Optional.empty())).isInstanceOf(MaskingException.class)
                .hasMessageContaining(file).hasMessageNotContaining("short");
    }

    @Test
    void shouldNotPrintTheKey() {
        assertThat(fileKek(1).toString()).startsWith("KeyEncryption[").doesNotContain(base64(1));
    }

    @Test
    void shouldWrapAndUnwrapWithKms() {
        try (FakeKms kms = new FakeKms()) {
            String id = new KeysetEditor(folder(kmsKek(kms.url()))).add(Scheme.SIV);

            assertThat(KeyFiles.text(path.resolve("siv.json"))).contains("encryptedKeyset").doesNotContain("\"value\"");
            assertThat(folder(kmsKek(kms.url())).read().primary(Scheme.SIV).id()).isEqualTo(id);
            assertThat(kms.calls()).isEqualTo(2);
        }
    }

    @Test
    void shouldNotCallKmsForEachToken() {
        try (FakeKms kms = new FakeKms()) {
            new KeysetEditor(folder(kmsKek(kms.url()))).add(Scheme.SIV);
            Keyset keyset = folder(kmsKek(kms.url())).read();
            kms.refuse();

            assertThat(keyset.primary(Scheme.SIV).token("ip", FieldKind.ADDRESS, "10.0.0.1")).isNotNull();
            assertThat(kms.calls()).isEqualTo(2);
        }
    }

    @Test
    void shouldRejectKeysetOfAnotherKms() {
        try (FakeKms kms = new FakeKms(); FakeKms other = new FakeKms()) {
            new KeysetEditor(folder(kmsKek(kms.url()))).add(Scheme.SIV);

            assertUnusable(() -> folder(kmsKek(other.url())).read(), "(InvalidCiphertextException)");
        }
    }

    @Test
    void shouldReportThatKmsDeniesAccess() {
        try (FakeKms kms = new FakeKms()) {
            new KeysetEditor(folder(kmsKek(kms.url()))).add(Scheme.SIV);
            kms.refuse();

            assertUnusable(() -> folder(kmsKek(kms.url())).read(), "(AccessDeniedException)");
            assertUnusable(() -> new KeysetEditor(folder(kmsKek(kms.url()))).add(Scheme.HMAC), "(AccessDeniedException)");
            assertThat(path.toFile().list()).containsExactly("siv.json");
        }
    }

    @Test
    void shouldReportWithinSecondsThatKmsIsDown() {
        String url;
        try (FakeKms kms = new FakeKms()) {
            url = kms.url();
            new KeysetEditor(folder(kmsKek(url))).add(Scheme.SIV);
        }
        Instant start = Instant.now();

        assertUnusable(() -> folder(kmsKek(url)).read(), "cannot be reached");
        assertThat(Duration.between(start, Instant.now())).isLessThan(FEW_SECONDS);
    }

    /** The backlog of a socket accepts connections, but nothing answers. */
    @Test
    void shouldReportWithinSecondsThatKmsHangs() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KeyEncryption kek = kmsKek("http://127.0.0.1:" + mute.getLocalPort());
            Instant start = Instant.now();

            assertUnusable(() -> new KeysetEditor(folder(kek)).add(Scheme.SIV), "cannot be reached");
            assertThat(Duration.between(start, Instant.now())).isLessThan(FEW_SECONDS);
            assertThat(path).isEmptyDirectory();
        }
    }

    private void assertUnusable(ThrowingCallable call, String message) {
        assertFault(call, Fault.WRONG_KEY_ENCRYPTION_KEY, message).hasNoCause()
                .satisfies(e -> {
                    if (path.toFile().list().length > 0) {
                        KeyMaterial.of(path).assertNotIn(e.getMessage());
                    }
                    assertThat(e).hasMessageNotContaining(base64(1)).hasMessageNotContaining(base64(2));
                });
    }

    private KeysetFolder folder(KeyEncryption kek) {
        return new KeysetFolder(path, Optional.of(kek));
    }

    private static KeyEncryption kmsKek(String url) {
        return KeyEncryption.of(KMS_URI, Optional.of(url));
    }

    private KeyEncryption fileKek(int seed) {
        return KeyEncryption.of(KeyFiles.write(elsewhere, base64(seed)).toString(), Optional.empty());
    }

    private static String base64(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) (seed + 40));
        return Base64.getEncoder().encodeToString(bytes);
    }
}
