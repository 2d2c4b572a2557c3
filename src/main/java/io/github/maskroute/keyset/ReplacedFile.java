package io.github.maskroute.keyset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Replaces a secret file atomically. The new content is first written to a file beside it, which also serves as a lock. */
final class ReplacedFile {

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private ReplacedFile() {}

    /**
     * Writes a file. A new file is private; an existing one keeps its permissions and group.
     *
     * @param text called while the lock is held
     * @throws io.github.maskroute.mask.MaskingException if another change is in progress, or the file cannot be written
     */
    static void write(Path file, Supplier<String> text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(draft, posix(file) ? new FileAttribute<?>[] {PRIVATE} : new FileAttribute<?>[0]);
            try {
                fill(draft, text.get());
                copyPermissions(file, draft);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                syncFolder(file.toAbsolutePath().getParent());
            } catch (RuntimeException | IOException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw SecretFile.unusable(draft, "exists: another change is in progress; if one was interrupted, remove the file");
        } catch (IOException e) {
            throw SecretFile.unusable(file, "cannot be written (" + e.getClass().getSimpleName() + "); check the folder's owner");
        }
    }

    private static void fill(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A new key may be used immediately, so the file's name must survive a power failure as its content does. */
    private static void syncFolder(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A created file has the permissions of the umask. The drain's user must still be able to read it. */
    private static void copyPermissions(Path file, Path draft) throws IOException {
        if (!posix(file) || !Files.exists(file)) {
            return;
        }
        PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes after = Files.readAttributes(draft, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (!after.group().equals(before.group())) {
            view.setGroup(before.group());
        }
        view.setPermissions(before.permissions());
        if (!after.owner().equals(before.owner())) {
            copyOwner(before, view);
        }
    }

    private static void copyOwner(PosixFileAttributes before, PosixFileAttributeView view) throws IOException {
        try {
            view.setOwner(before.owner());
        } catch (FileSystemException e) {
            // Only root may change the owner. Others share the file through its group.
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
