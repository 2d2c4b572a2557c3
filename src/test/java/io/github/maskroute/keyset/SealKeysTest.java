package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.crypto.tink.Aead;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealKeysTest {

    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = new byte[0];

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    @Test
    void shouldEncryptWithNewKeyAndStillDecryptWithOldOnes() throws GeneralSecurityException {
        String first = keys().add();
        byte[] sealed = keys().read().encrypt(TEXT, NONE);
        String second = keys().add();

        assertThat(first).matches("[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(keys().read().decrypt(sealed, NONE)).isEqualTo(TEXT);
        assertThat(KeyFiles.text(file())).contains("AesGcmKey").containsPattern(
                "\"primaryKeyId\":\\s*" + Integer.toUnsignedString(Integer.parseUnsignedInt(second, 16)));
    }

    @Test
    void shouldCreatePrivateFile() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        keys().add();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> keys().read()).isInstanceOf(MaskingException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void shouldRejectFolderWithoutFile() {
        assertThatThrownBy(() -> keys().read()).isInstanceOf(MaskingException.class)
                .hasMessageContainingAll(folder.toString(), "seal.json", "maskroute dlq add-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "secret", "{\"primaryKeyId\":1,\"key\":[]}"})
    void shouldRejectInvalidKeysetAndKeepFile(String text) {
        KeyFiles.overwrite(file(), text);

        assertThatThrownBy(() -> keys().read()).isInstanceOf(MaskingException.class).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> keys().add()).isInstanceOf(MaskingException.class);
        assertThat(file()).hasContent(text);
    }

    @Test
    void shouldRejectKeysOfAnotherType() throws IOException {
        new KeysetEditor(new KeysetFolder(elsewhere, Optional.empty())).add(Scheme.SIV);
        Files.copy(elsewhere.resolve("siv.json"), file());

        assertThatThrownBy(() -> keys().read()).isInstanceOf(MaskingException.class).hasMessageContaining("not AES-256-GCM");
    }

    @Test
    void shouldUnwrapWithSameKeyOnly() throws GeneralSecurityException {
        Optional<KeyEncryption> kek = kek();
        new SealKeys(folder, kek).add();
        new SealKeys(folder, kek).add();
        Aead aead = new SealKeys(folder, kek).read();

        assertThat(aead.decrypt(aead.encrypt(TEXT, NONE), NONE)).isEqualTo(TEXT);
        assertThat(KeyFiles.text(file())).contains("encryptedKeyset").doesNotContain("keyData");
        assertThatThrownBy(() -> keys().read()).isInstanceOf(MaskingException.class).hasMessageContaining("maskroute.mask.kek");
        assertThatThrownBy(() -> new SealKeys(folder, kek("EAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")).read())
                .isInstanceOf(MaskingException.class).hasMessageContaining("does not match");
    }

    @Test
    void shouldRejectKeysThatAreNotWrapped() {
        keys().add();

        assertThatThrownBy(() -> new SealKeys(folder, kek()).read()).isInstanceOf(MaskingException.class)
                .hasMessageContainingAll("is not wrapped", "maskroute dlq add-key");
    }

    /** Keysets for masking and seal.json may share a folder. */
    @Test
    void shouldShareFolderWithKeysets() {
        keys().add();
        new KeysetEditor(new KeysetFolder(folder, Optional.empty())).add(Scheme.HMAC);

        assertThat(new KeysetFolder(folder, Optional.empty()).read().entries()).hasSize(1);
    }

    private Optional<KeyEncryption> kek() {
        return kek(KeyFiles.COUNTING);
    }

    private Optional<KeyEncryption> kek(String secret) {
        return Optional.of(KeyEncryption.of(KeyFiles.write(elsewhere, secret).toString(), Optional.empty()));
    }

    private SealKeys keys() {
        return new SealKeys(folder, Optional.empty());
    }

    private Path file() {
        return folder.resolve("seal.json");
    }
}
