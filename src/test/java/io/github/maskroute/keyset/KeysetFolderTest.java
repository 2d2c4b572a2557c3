package io.github.maskroute.keyset;

import static io.github.maskroute.mask.MaskingFaults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFolderTest {

    private static final int FIXED_ID = 0x00c0ffee;

    @TempDir
    private Path path;

    /** The expected tokens are those of SivKeyTest, HmacKeyTest and PrefixKeyTest, computed by other implementations. */
    @ParameterizedTest
    @CsvSource({
        "SIV, siv.00c0ffee.DSDkQDxM03yAkU1PKW15Y8I9ptw",
        "HMAC, hmac.00c0ffee.NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg",
    })
    void shouldReadSecretOfKeys(Scheme scheme, String token) throws GeneralSecurityException {
        writeCounting(scheme, scheme);

        assertThat(folder().read().primary(scheme).token("ip", FieldKind.ADDRESS, "10.0.0.1")).hasToString(token);
    }

    @Test
    void shouldIgnoreByteOrderMark() throws GeneralSecurityException, IOException {
        writeCounting(Scheme.SIV, Scheme.SIV);
        Path file = path.resolve("siv.json");
        Files.writeString(file, "\ufeff" + Files.readString(file).replace("\n", "\r\n"));

        assertThat(folder().read().primary(Scheme.SIV).id()).isEqualTo("00c0ffee");
    }

    @Test
    void shouldReadSecretOfPrefixKeys() throws GeneralSecurityException {
        writeCounting(Scheme.PREFIX, Scheme.PREFIX);

        assertThat(folder().read().primary(Scheme.PREFIX).token("ip", FieldKind.ADDRESS, "198.51.100.7"))
                .hasToString("prefix.00c0ffee.50a6f1c0.f0738720");
    }

    @Test
    void shouldReadNoKeysOfSchemeWithoutFile() {
        editor().add(Scheme.SIV);

        assertThat(folder().read().entries()).extracting(Keyset.KeyEntry::scheme).containsExactly(Scheme.SIV);
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void shouldReadSameKeysTwice(Scheme scheme) {
        editor().add(scheme);

        assertThat(folder().read().primary(scheme).token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .isEqualTo(folder().read().primary(scheme).token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @Test
    void shouldRejectFolderWithoutKeysets() {
        assertUnreadable(Fault.UNREADABLE_FILE, "has no hmac.json, siv.json or prefix.json");
    }

    @Test
    void shouldRejectMissingFolder() {
        assertThatThrownBy(() -> new KeysetFolder(path.resolve("none"), Optional.empty()).read())
                .isInstanceOf(MaskingException.class).hasMessageContaining("maskroute keys add hmac");
    }

    @ParameterizedTest
    @CsvSource({"SIV, HMAC", "SIV, PREFIX", "HMAC, SIV", "PREFIX, SIV"})
    void shouldRejectKeysOfAnotherType(Scheme named, Scheme actual) throws GeneralSecurityException {
        writeCounting(named, actual);

        assertUnreadable(Fault.WRONG_KEYSET, named.word() + ".json contains keys that " + named.word() + " cannot use");
    }

    /** A key of 32 bytes would be AES-128, but the documentation promises AES-256. */
    @ParameterizedTest
    @ValueSource(ints = {32, 48})
    void shouldRejectSivKeysOfAnotherSize(int bytes) throws GeneralSecurityException {
        write(Scheme.SIV, sivKey(bytes));

        assertUnreadable(Fault.WRONG_KEYSET, "siv.json contains keys that siv cannot use");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "{}", "null", "[]", "not json", "{\"primaryKeyId\":1,\"key\":[]}",
        "{\"encryptedKeyset\":", "\ufeff{}",
    })
    void shouldRejectFileThatIsNotAKeyset(String text) {
        KeyFiles.overwrite(path.resolve("hmac.json"), text);

        assertThatThrownBy(() -> folder().read()).isInstanceOf(MaskingException.class).hasNoCause().hasMessageContaining("hmac.json");
    }

    /** Both schemes use the same type of key, so that only this check detects a copied file. */
    @Test
    void shouldRejectOneKeyForTwoSchemes() throws IOException {
        editor().add(Scheme.HMAC);
        editor().add(Scheme.PREFIX);
        folder().read();
        Files.copy(path.resolve("hmac.json"), path.resolve("prefix.json"), StandardCopyOption.REPLACE_EXISTING);

        assertUnreadable(Fault.WRONG_KEYSET, "prefix.json has a key of hmac.json");
    }

    @Test
    void shouldRejectKeysetWithoutPrimaryKey() {
        String id = editor().add(Scheme.HMAC);
        Path file = path.resolve("hmac.json");
        String named = "\"primaryKeyId\":" + Integer.toUnsignedString(Integer.parseUnsignedInt(id, 16));
        assertThat(KeyFiles.text(file)).contains(named);
        KeyFiles.overwrite(file, KeyFiles.text(file).replace(named, "\"primaryKeyId\":1"));

        assertUnreadable(Fault.UNREADABLE_FILE, "hmac.json");
        assertThatThrownBy(() -> editor().add(Scheme.HMAC)).isInstanceOf(MaskingException.class);
    }

    @Test
    void shouldReportDisabledPrimaryKey() {
        String id = editor().add(Scheme.HMAC);
        Path file = path.resolve("hmac.json");
        assertThat(KeyFiles.text(file)).contains("ENABLED");
        KeyFiles.overwrite(file, KeyFiles.text(file).replace("ENABLED", "DISABLED"));

        assertUnreadable(Fault.UNREADABLE_FILE, "hmac.json has a disabled primary key, " + id + "; enable it");
    }

    /** A damaged file gives a keyset or an error, and no message quotes the file. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void shouldRejectDamagedFilesWithoutQuotingThem(Scheme scheme) {
        editor().add(scheme);
        editor().add(scheme);
        KeyMaterial secrets = KeyMaterial.of(path);
        Path file = path.resolve(scheme.word() + ".json");
        String good = KeyFiles.text(file);
        Random random = new Random(4);
        int rejected = 0;
        for (int i = 0; i < 1_500; i++) {
            KeyFiles.overwrite(file, damaged(good, random));
            try {
                folder().read();
            } catch (MaskingException e) {
                rejected++;
                assertThat(e).hasNoCause();
                secrets.assertNotIn(e.getMessage());
            }
        }
        assertThat(rejected).isGreaterThan(1_000);
    }

    @Test
    void shouldRejectFileThatOthersCanRead() throws IOException {
        editor().add(Scheme.SIV);
        Path file = path.resolve("siv.json");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));

        assertUnreadable(Fault.UNREADABLE_FILE, "chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(folder().read().enabled(Scheme.SIV)).hasSize(1);
    }

    @Test
    void shouldNotPrintSecrets() {
        for (Scheme scheme : Scheme.values()) {
            editor().add(scheme);
        }
        KeyMaterial secrets = KeyMaterial.of(path);
        Keyset keyset = folder().read();

        secrets.assertNotIn(keyset + " " + keyset.entries() + " " + folder() + " " + editor());
        for (Scheme scheme : Scheme.values()) {
            assertThat(keyset.primary(scheme)).hasToString("MaskingKey[" + scheme.word() + "." + keyset.primary(scheme).id() + "]");
        }
    }

    private void assertUnreadable(Fault fault, String message) {
        assertFault(() -> folder().read(), fault, message).hasNoCause().hasMessageContaining(path.toString());
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(damaged.length() - 1);
            char any = (char) (' ' + random.nextInt(95));
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.setCharAt(at, any);
                case 2 -> damaged.insert(at, any);
                default -> damaged.setLength(at + 2);
            }
        }
        return damaged.toString();
    }

    private void writeCounting(Scheme named, Scheme actual) throws GeneralSecurityException {
        write(named, actual == Scheme.SIV ? sivKey(64) : TinkKeys.hmacKey(CountingKeys.bytes(32, 0)));
    }

    private void write(Scheme named, Key key) throws GeneralSecurityException {
        TinkKeys.register();
        KeysetHandle handle = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(FIXED_ID).makePrimary()).build();
        KeyFiles.overwrite(path.resolve(named.word() + ".json"), TinkJsonProtoKeysetFormat.serializeKeyset(
                handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    private static Key sivKey(int bytes) throws GeneralSecurityException {
        return AesSivKey.builder()
                .setParameters(AesSivParameters.builder().setKeySizeBytes(bytes).setVariant(AesSivParameters.Variant.NO_PREFIX).build())
                .setKeyBytes(SecretBytes.copyFrom(CountingKeys.bytes(bytes, 0), InsecureSecretKeyAccess.get()))
                .build();
    }

    private KeysetFolder folder() {
        return new KeysetFolder(path, Optional.empty());
    }

    private KeysetEditor editor() {
        return new KeysetEditor(folder());
    }
}
