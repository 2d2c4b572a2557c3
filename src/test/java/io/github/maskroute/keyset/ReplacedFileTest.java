package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacedFileTest {

    @TempDir
    private Path path;

    @TempDir
    private Path elsewhere;

    @Test
    void shouldRejectChangeAfterInterruptedOne() throws IOException {
        editor().add(Scheme.SIV);
        String before = text("siv.json");
        Path draft = Files.writeString(path.resolve("siv.json.new"), "{");

        assertThatThrownBy(() -> editor().add(Scheme.SIV)).isInstanceOf(MaskingException.class)
                .hasMessageContaining(draft.toString()).hasMessageContaining("remove the file");
        assertThat(text("siv.json")).isEqualTo(before);
        assertThat(draft).hasContent("{");

        Files.delete(draft);
        editor().add(Scheme.SIV);
        assertThat(keyset().entries()).hasSize(2);
    }

    @Test
    void shouldLeaveNothingBehindAfterFailedChange() {
        KeyFiles.overwrite(path.resolve("siv.json"), "{}");

        assertThatThrownBy(() -> editor().add(Scheme.SIV)).isInstanceOf(MaskingException.class);
        assertThat(text("siv.json")).isEqualTo("{}");
        assertThat(path.resolve("siv.json.new")).doesNotExist();
    }

    @Test
    void shouldDeleteDraftIfFileCannotBeReplaced() throws IOException {
        Files.createDirectories(path.resolve("siv.json").resolve("in-the-way"));
        KeysetFolder source = new KeysetFolder(elsewhere, Optional.empty());
        new KeysetEditor(source).add(Scheme.SIV);
        String text = KeyFiles.text(elsewhere.resolve("siv.json"));

        assertThatThrownBy(() -> ReplacedFile.write(path.resolve("siv.json"), () -> text)).isInstanceOf(MaskingException.class)
                .hasMessageContaining("cannot be written");
        assertThat(path.resolve("siv.json.new")).doesNotExist();
    }

    /** Reads during changes must find a complete keyset with a primary key. */
    @Test
    void shouldReplaceFileAtomically() {
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
    void shouldCreatePrivateFiles() throws IOException {
        assumePosix();
        editor().add(Scheme.SIV);

        assertThat(permissions("siv.json")).isEqualTo("rw-------");
        editor().add(Scheme.SIV);
        assertThat(permissions("siv.json")).isEqualTo("rw-------");
    }

    /** The usual umask removes the group's write permission of the second value. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-rw----", "r--------"})
    void shouldKeepPermissions(String permissions) throws IOException {
        assumePosix();
        editor().add(Scheme.SIV);
        Files.setPosixFilePermissions(path.resolve("siv.json"), PosixFilePermissions.fromString(permissions));
        editor().add(Scheme.SIV);

        assertThat(permissions("siv.json")).isEqualTo(permissions);
    }

    /** Only root can run this test: an operator changes files that the drain's user and group must still be able to read. */
    @Test
    void shouldKeepOwnerAndGroup() throws IOException {
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
    void shouldChangeFolderBehindLink() throws IOException {
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

    private Keyset keyset() {
        return new KeysetFolder(path, Optional.empty()).read();
    }

    private KeysetEditor editor() {
        return new KeysetEditor(new KeysetFolder(path, Optional.empty()));
    }
}
