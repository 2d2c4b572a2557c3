package io.github.maskroute.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the settings and route files can be read, and that not every user can change them. */
public final class FileChecks {

    private static final int OTHERS_WRITE = 02;
    private static final int STICKY = 01000;

    private final Path settings;
    private final Path routes;

    /**
     * @param settings the settings file
     * @param routes the folder of the routes
     */
    public FileChecks(Path settings, Path routes) {
        this.settings = settings;
        this.routes = routes;
    }

    /** {@link KeyChecks} covers the key files. */
    public List<Check> all() {
        return List.of(new Check("settings file", this::settingsFile), new Check("route files", this::routeFiles));
    }

    private Finding settingsFile() throws IOException {
        return finding(List.of(settings), settings);
    }

    private Finding routeFiles() throws IOException {
        if (!Files.isDirectory(routes)) {
            return Finding.fail("folder " + routes + " does not exist", "set maskroute.routes to the folder of the routes");
        }
        try (Stream<Path> files = Files.walk(routes)) {
            return finding(files.toList(), routes);
        } catch (UncheckedIOException e) {
            return unreadable(routes);
        }
    }

    private static Finding finding(List<Path> files, Path root) throws IOException {
        Optional<Path> unreadable = files.stream().filter(file -> !Files.isReadable(file)).findFirst();
        if (unreadable.isPresent()) {
            return unreadable(unreadable.get());
        }
        for (Path file : files) {
            if (isWritableByAll(file)) {
                return Finding.fail(file + " can be changed by every user of this machine, who could redirect raw values by it",
                        "run `chmod o-w` on it");
            }
        }
        return Finding.ok(root + " can be read, and not every user can change it");
    }

    private static Finding unreadable(Path file) {
        return Finding.fail(file + " cannot be read", "give the drain's user permission to read it");
    }

    /** Excludes sticky folders, in which users can replace only their own files, and volumes that are mounted read-only. */
    private static boolean isWritableByAll(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix") || Files.getFileStore(file).isReadOnly()) {
            return false;
        }
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        return (mode & OTHERS_WRITE) != 0 && !(Files.isDirectory(file) && (mode & STICKY) != 0);
    }
}
