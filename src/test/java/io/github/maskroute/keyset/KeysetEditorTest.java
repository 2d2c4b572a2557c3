package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetEditorTest {

    @TempDir
    private Path path;

    @TempDir
    private Path elsewhere;

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void firstKeyOfASchemeIsItsPrimary(Scheme scheme) {
        String first = editor().add(scheme);
        String second = editor().add(scheme);

        assertThat(first).matches("[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(keyset().primary(scheme).id()).isEqualTo(first);
        assertThat(ids(scheme)).containsExactly(first, second);
    }

    @Test
    void keysAreRandom() {
        MaskingKey first = keyset(path, Scheme.SIV).primary(Scheme.SIV);
        MaskingKey second = keyset(elsewhere, Scheme.SIV).primary(Scheme.SIV);

        assertThat(first.token("ip", FieldKind.ADDRESS, "10.0.0.1").body())
                .isNotEqualTo(second.token("ip", FieldKind.ADDRESS, "10.0.0.1").body());
    }

    @Test
    void promotedKeyMakesTheNewTokensAndTheOldOnesCanStillBeTurnedBack() {
        String first = editor().add(Scheme.SIV);
        Token old = keyset().primary(Scheme.SIV).token("ip", FieldKind.ADDRESS, "10.0.0.1");
        String second = editor().add(Scheme.SIV);
        editor().promote(Scheme.SIV, second);

        assertThat(keyset().primary(Scheme.SIV).id()).isEqualTo(second);
        assertThat(ids(Scheme.SIV)).containsExactly(second, first);
        assertThat(keyset().keyOf(old).value("ip", old.body())).hasValue("10.0.0.1");
    }

    @Test
    void disabledKeyTurnsNothingBackUntilItIsEnabled() {
        editor().add(Scheme.SIV);
        String second = editor().add(Scheme.SIV);
        Token token = keyset().keyOf(new Token(Scheme.SIV, second, "x")).token("ip", FieldKind.ADDRESS, "10.0.0.1");
        editor().disable(Scheme.SIV, second);

        assertFault(() -> keyset().keyOf(token), Fault.DISABLED_KEY, second);
        assertThat(keyset().entries()).extracting(Keyset.Entry::id).contains(second);

        editor().enable(Scheme.SIV, second);
        assertThat(keyset().keyOf(token).value("ip", token.body())).hasValue("10.0.0.1");
    }

    @Test
    void shouldRefuseToDisableThePrimaryKey() {
        String only = editor().add(Scheme.HMAC);
        String before = text("hmac.json");

        assertFault(() -> editor().disable(Scheme.HMAC, only), Fault.WRONG_KEYSET, "promote another one first");
        assertThat(text("hmac.json")).isEqualTo(before);
    }

    @Test
    void shouldRefuseToPromoteADisabledKey() {
        editor().add(Scheme.HMAC);
        String second = editor().add(Scheme.HMAC);
        editor().disable(Scheme.HMAC, second);

        assertFault(() -> editor().promote(Scheme.HMAC, second), Fault.DISABLED_KEY, "enable it first");
    }

    @Test
    void shouldRefuseKeysThatAreNotThere() {
        editor().add(Scheme.HMAC);

        assertFault(() -> editor().promote(Scheme.HMAC, "00000000"), Fault.UNKNOWN_KEY, "hmac.00000000");
        assertFault(() -> editor().disable(Scheme.HMAC, "00000000"), Fault.UNKNOWN_KEY, "hmac.00000000");
        assertFault(() -> editor().enable(Scheme.SIV, "00000000"), Fault.UNKNOWN_KEY, "siv.00000000");
        assertThat(path).isDirectoryNotContaining(file -> !file.endsWith("hmac.json"));
    }

    @Test
    void importedKeyFileKeepsItsTokens() {
        Path file = KeyFiles.write(elsewhere, KeyFiles.COUNTING);
        HmacKey before = KeyFile.read(file);
        String id = editor().add(file);

        assertThat(id).isEqualTo(before.id());
        assertThat(keyset().primary(Scheme.HMAC).token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .isEqualTo(before.token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @Test
    void importedKeyFileIsNotPrimaryBesideOthers() {
        String first = editor().add(Scheme.HMAC);
        String imported = editor().add(KeyFiles.write(elsewhere, KeyFiles.COUNTING));

        assertThat(ids(Scheme.HMAC)).containsExactly(first, imported);
    }

    @Test
    void shouldRefuseToImportAKeyTwice() {
        Path file = KeyFiles.write(elsewhere, KeyFiles.COUNTING);
        editor().add(file);

        assertThatThrownBy(() -> editor().add(file)).isInstanceOf(MaskingException.class)
                .hasMessageContaining("is in the keyset already").hasMessageNotContaining(KeyFiles.COUNTING);
    }

    @Test
    void exportWrapsAndTheTokensStayTheSame() {
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
    void exportCopiesTheSchemesThatAreAskedFor() {
        editor().add(Scheme.HMAC);
        editor().add(Scheme.SIV);
        KeysetFolder toDecode = new KeysetFolder(elsewhere.resolve("decode"), Optional.of(kek()));
        editor().export(EnumSet.of(Scheme.SIV), toDecode);

        assertThat(toDecode.read().entries()).extracting(Keyset.Entry::scheme).containsExactly(Scheme.SIV);
        assertThatThrownBy(() -> editor().export(EnumSet.of(Scheme.PREFIX), new KeysetFolder(elsewhere.resolve("none"), Optional.empty())))
                .isInstanceOf(MaskingException.class);
        assertThat(elsewhere.resolve("none")).doesNotExist();
    }

    @Test
    void wrappedFolderStaysWrappedWhenItIsChanged() {
        KeysetFolder wrapped = new KeysetFolder(path, Optional.of(kek()));
        new KeysetEditor(wrapped).add(Scheme.SIV);
        String second = new KeysetEditor(wrapped).add(Scheme.SIV);
        new KeysetEditor(wrapped).promote(Scheme.SIV, second);

        assertThat(text("siv.json")).contains("encryptedKeyset");
        assertThat(wrapped.read().primary(Scheme.SIV).id()).isEqualTo(second);
    }

    @Test
    void shouldRefuseToExportOverKeysets() {
        editor().add(Scheme.SIV);
        KeysetFolder full = new KeysetFolder(elsewhere, Optional.empty());
        String there = new KeysetEditor(full).add(Scheme.HMAC);

        assertThatThrownBy(() -> editor().export(EnumSet.allOf(Scheme.class), full)).isInstanceOf(MaskingException.class).hasMessageContaining("has keysets already");
        assertThat(full.read().entries()).extracting(Keyset.Entry::id).containsExactly(there);
    }

    @Test
    void shouldRefuseAChangeBesideABrokenOffOne() throws IOException {
        editor().add(Scheme.SIV);
        String before = text("siv.json");
        Path draft = Files.writeString(path.resolve("siv.json.new"), "{");

        assertThatThrownBy(() -> editor().add(Scheme.SIV)).isInstanceOf(MaskingException.class)
                .hasMessageContaining(draft.toString()).hasMessageContaining("remove it");
        assertThat(text("siv.json")).isEqualTo(before);
        assertThat(draft).hasContent("{");

        Files.delete(draft);
        editor().add(Scheme.SIV);
        assertThat(keyset().entries()).hasSize(2);
    }

    @Test
    void refusedChangeLeavesNothingBehind() {
        KeyFiles.overwrite(path.resolve("siv.json"), "{}");

        assertThatThrownBy(() -> editor().add(Scheme.SIV)).isInstanceOf(MaskingException.class);
        assertThat(text("siv.json")).isEqualTo("{}");
        assertThat(path.resolve("siv.json.new")).doesNotExist();
    }

    @Test
    void fileThatCannotBeReplacedLeavesNoDraftWithKeys() throws IOException {
        Files.createDirectories(path.resolve("siv.json").resolve("in-the-way"));
        KeysetFolder source = new KeysetFolder(elsewhere, Optional.empty());
        new KeysetEditor(source).add(Scheme.SIV);
        String text = KeyFiles.text(elsewhere.resolve("siv.json"));

        assertThatThrownBy(() -> ReplacedFile.write(path.resolve("siv.json"), () -> text)).isInstanceOf(MaskingException.class)
                .hasMessageContaining("cannot be written");
        assertThat(path.resolve("siv.json.new")).doesNotExist();
    }

    /** Whoever reads while keys change sees a whole keyset, and some primary key in it. */
    @Test
    void readersSeeTheFileBeforeOrAfterAChange() {
        editor().add(Scheme.HMAC);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            while (!done.get() || reads == 0) {
                assertThat(keyset().primary(Scheme.HMAC).id()).isNotEmpty();
                reads++;
            }
            return reads;
        });
        for (int i = 0; i < 50; i++) {
            editor().promote(Scheme.HMAC, editor().add(Scheme.HMAC));
        }
        done.set(true);

        assertThat(reader.join()).isPositive();
        assertThat(keyset().entries()).hasSize(51);
    }

    @Test
    void newFilesArePrivate() throws IOException {
        assumePosix();
        editor().add(Scheme.SIV);

        assertThat(permissions("siv.json")).isEqualTo("rw-------");
        editor().add(Scheme.SIV);
        assertThat(permissions("siv.json")).isEqualTo("rw-------");
    }

    /** The second is what the usual umask takes away from new files. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-rw----", "r--------"})
    void changedFilesKeepTheirPermissions(String permissions) throws IOException {
        assumePosix();
        editor().add(Scheme.SIV);
        Files.setPosixFilePermissions(path.resolve("siv.json"), PosixFilePermissions.fromString(permissions));
        editor().add(Scheme.SIV);

        assertThat(permissions("siv.json")).isEqualTo(permissions);
    }

    /** Only root can try this: an operator changes what the drain's user and group must go on reading. */
    @Test
    void changedFilesKeepTheirOwnerAndGroup() throws IOException {
        assumePosix();
        editor().add(Scheme.SIV);
        Path file = path.resolve("siv.json");
        assumeTrue(giveAway(file));
        PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
        editor().add(Scheme.SIV);

        PosixFileAttributes after = Files.readAttributes(file, PosixFileAttributes.class);
        assertThat(after.group()).isEqualTo(before.group());
        assertThat(after.owner()).isEqualTo(before.owner());
    }

    private static boolean giveAway(Path file) {
        try {
            UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            view.setGroup(names.lookupPrincipalByGroupName("daemon"));
            view.setOwner(names.lookupPrincipalByName("daemon"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void changesAFolderBehindALink() throws IOException {
        assumePosix();
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), path);
        new KeysetEditor(new KeysetFolder(link, Optional.empty())).add(Scheme.SIV);

        assertThat(keyset().entries()).hasSize(1);
    }

    private void assumePosix() throws IOException {
        assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"));
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(file)));
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

    private static void assertFault(Runnable call, Fault fault, String words) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(MaskingException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessageContaining(words);
    }
}
