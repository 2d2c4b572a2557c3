package io.github.maskroute.keyset;

import static io.github.maskroute.mask.MaskingFaults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.Token;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysetEditorTest {

    @TempDir
    private Path path;

    @TempDir
    private Path elsewhere;

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void shouldMakeFirstKeyPrimary(Scheme scheme) {
        String first = editor().add(scheme);
        String second = editor().add(scheme);

        assertThat(first).matches("[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(keyset().primary(scheme).id()).isEqualTo(first);
        assertThat(ids(scheme)).containsExactly(first, second);
    }

    @Test
    void shouldCreateRandomKeys() {
        MaskingKey first = keyset(path, Scheme.SIV).primary(Scheme.SIV);
        MaskingKey second = keyset(elsewhere, Scheme.SIV).primary(Scheme.SIV);

        assertThat(first.token("ip", FieldKind.ADDRESS, "10.0.0.1").body())
                .isNotEqualTo(second.token("ip", FieldKind.ADDRESS, "10.0.0.1").body());
    }

    @Test
    void shouldPromoteKeyAndStillDecodeOldTokens() {
        String first = editor().add(Scheme.SIV);
        Token old = keyset().primary(Scheme.SIV).token("ip", FieldKind.ADDRESS, "10.0.0.1");
        String second = editor().add(Scheme.SIV);
        editor().promote(Scheme.SIV, second);

        assertThat(keyset().primary(Scheme.SIV).id()).isEqualTo(second);
        assertThat(ids(Scheme.SIV)).containsExactly(second, first);
        assertThat(keyset().keyOf(old).value("ip", old.body())).hasValue("10.0.0.1");
    }

    @Test
    void shouldNotDecodeWithDisabledKey() {
        editor().add(Scheme.SIV);
        String second = editor().add(Scheme.SIV);
        Token token = keyset().keyOf(new Token(Scheme.SIV, second, "x")).token("ip", FieldKind.ADDRESS, "10.0.0.1");
        editor().disable(Scheme.SIV, second);

        assertFault(() -> keyset().keyOf(token), Fault.DISABLED_KEY, second);
        assertThat(keyset().entries()).extracting(Keyset.KeyEntry::id).contains(second);

        editor().enable(Scheme.SIV, second);
        assertThat(keyset().keyOf(token).value("ip", token.body())).hasValue("10.0.0.1");
    }

    @Test
    void shouldNotDisablePrimaryKey() {
        String only = editor().add(Scheme.HMAC);
        String before = text("hmac.json");

        assertFault(() -> editor().disable(Scheme.HMAC, only), Fault.WRONG_KEYSET, "promote another one first");
        assertThat(text("hmac.json")).isEqualTo(before);
    }

    @Test
    void shouldNotPromoteDisabledKey() {
        editor().add(Scheme.HMAC);
        String second = editor().add(Scheme.HMAC);
        editor().disable(Scheme.HMAC, second);

        assertFault(() -> editor().promote(Scheme.HMAC, second), Fault.DISABLED_KEY, "enable it first");
    }

    @Test
    void shouldRejectUnknownKeys() {
        editor().add(Scheme.HMAC);

        assertFault(() -> editor().promote(Scheme.HMAC, "00000000"), Fault.UNKNOWN_KEY, "hmac.00000000");
        assertFault(() -> editor().disable(Scheme.HMAC, "00000000"), Fault.UNKNOWN_KEY, "hmac.00000000");
        assertFault(() -> editor().enable(Scheme.SIV, "00000000"), Fault.UNKNOWN_KEY, "siv.00000000");
        assertThat(path).isDirectoryNotContaining(file -> !file.endsWith("hmac.json"));
    }

    @Test
    void shouldKeepTokensOfImportedKeyFile() {
        Path file = KeyFiles.write(elsewhere, KeyFiles.COUNTING);
        HmacKey before = KeyFile.read(file);
        String id = editor().add(file);

        assertThat(id).isEqualTo(before.id());
        assertThat(keyset().primary(Scheme.HMAC).token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .isEqualTo(before.token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @Test
    void shouldNotMakeImportedKeyPrimaryBesideOthers() {
        String first = editor().add(Scheme.HMAC);
        String imported = editor().add(KeyFiles.write(elsewhere, KeyFiles.COUNTING));

        assertThat(ids(Scheme.HMAC)).containsExactly(first, imported);
    }

    @Test
    void shouldNotImportKeyTwice() {
        Path file = KeyFiles.write(elsewhere, KeyFiles.COUNTING);
        editor().add(file);

        assertThatThrownBy(() -> editor().add(file)).isInstanceOf(MaskingException.class)
                .hasMessageContaining("is already in the keyset").hasMessageNotContaining(KeyFiles.COUNTING);
    }

    @Test
    void shouldExportWrappedKeysWithSameTokens() {
        for (Scheme scheme : Scheme.values()) {
            editor().add(scheme);
        }
        KeysetFolder wrapped = new KeysetFolder(elsewhere.resolve("wrapped"), Optional.of(kek()));
        editor().export(EnumSet.allOf(Scheme.class), wrapped);

        for (Scheme scheme : Scheme.values()) {
            assertThat(wrapped.read().primary(scheme).token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                    .isEqualTo(keyset().primary(scheme).token("ip", FieldKind.ADDRESS, "10.0.0.1"));
            String text = KeyFiles.text(wrapped.path().resolve(scheme.word() + ".json"));
            assertThat(text).contains("encryptedKeyset");
            KeyMaterial.of(path).assertNotIn(text);
        }
    }

    @Test
    void shouldExportRequestedSchemes() {
        editor().add(Scheme.HMAC);
        editor().add(Scheme.SIV);
        KeysetFolder toDecode = new KeysetFolder(elsewhere.resolve("decode"), Optional.of(kek()));
        editor().export(EnumSet.of(Scheme.SIV), toDecode);

        assertThat(toDecode.read().entries()).extracting(Keyset.KeyEntry::scheme).containsExactly(Scheme.SIV);
        assertThatThrownBy(() -> editor().export(EnumSet.of(Scheme.PREFIX), new KeysetFolder(elsewhere.resolve("none"), Optional.empty())))
                .isInstanceOf(MaskingException.class);
        assertThat(elsewhere.resolve("none")).doesNotExist();
    }

    @Test
    void shouldKeepFolderWrapped() {
        KeysetFolder wrapped = new KeysetFolder(path, Optional.of(kek()));
        new KeysetEditor(wrapped).add(Scheme.SIV);
        String second = new KeysetEditor(wrapped).add(Scheme.SIV);
        new KeysetEditor(wrapped).promote(Scheme.SIV, second);

        assertThat(text("siv.json")).contains("encryptedKeyset");
        assertThat(wrapped.read().primary(Scheme.SIV).id()).isEqualTo(second);
    }

    @Test
    void shouldNotExportOverKeysets() {
        editor().add(Scheme.SIV);
        KeysetFolder full = new KeysetFolder(elsewhere, Optional.empty());
        String existing = new KeysetEditor(full).add(Scheme.HMAC);

        assertThatThrownBy(() -> editor().export(EnumSet.allOf(Scheme.class), full))
                .isInstanceOf(MaskingException.class).hasMessageContaining("already has keysets");
        assertThat(full.read().entries()).extracting(Keyset.KeyEntry::id).containsExactly(existing);
    }

    private String text(String file) {
        return KeyFiles.text(path.resolve(file));
    }

    private KeyEncryption kek() {
        return KeyEncryption.of(KeyFiles.write(elsewhere, KeyFiles.COUNTING).toString(), Optional.empty());
    }

    private Keyset keyset() {
        return new KeysetFolder(path, Optional.empty()).read();
    }

    private List<String> ids(Scheme scheme) {
        return keyset().enabled(scheme).stream().map(MaskingKey::id).toList();
    }

    private static Keyset keyset(Path path, Scheme scheme) {
        KeysetFolder folder = new KeysetFolder(path, Optional.empty());
        new KeysetEditor(folder).add(scheme);
        return folder.read();
    }

    private KeysetEditor editor() {
        return new KeysetEditor(new KeysetFolder(path, Optional.empty()));
    }
}
