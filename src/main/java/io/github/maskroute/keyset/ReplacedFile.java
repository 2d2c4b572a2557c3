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

/** A secret file that is replaced as a whole: the new one is made beside it first, and is the lock. */
final class ReplacedFile {

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private ReplacedFile() {}

    /**
     * Writes a file, private if it is new, otherwise as open as it was and to the same group.
     *
     * @param text is asked once nobody else can change the file
     * @throws io.github.maskroute.mask.MaskingException if another change is under way, or the file cannot be written
     */
    static void write(Path file, Supplier<String> text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(draft, posix(file) ? new FileAttribute<?>[] {PRIVATE} : new FileAttribute<?>[0]);
            try {
                fill(draft, text.get());
                keepOpenTo(file, draft);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                keepMove(file.toAbsolutePath().getParent());
            } catch (RuntimeException | IOException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw SecretFile.unusable(draft, "is there: another change is under way, or one was broken off; then remove it");
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

    /** A new key may mask at once: its name in the folder must survive a power cut as well as the file does. */
    private static void keepMove(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** What creates a file subtracts its umask; and who runs the drain must still be able to read it. */
    private static void keepOpenTo(Path file, Path draft) throws IOException {
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
            giveTo(before, view);
        }
    }

    private static void giveTo(PosixFileAttributes before, PosixFileAttributeView view) throws IOException {
        try {
            view.setOwner(before.owner());
        } catch (FileSystemException e) {
            // Root alone may; others share the file by its group.
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
