package io.github.maskroute.cli;

import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A class-data archive of a drain: with it, a start takes half of the processor time. Created once in a build. */
final class ClassArchive {

    private static final Path ARCHIVE = Path.of("target", "maskroute.jsa").toAbsolutePath();

    /** Without these options Java prints a warning among the program's output if it cannot use the archive. */
    private static final String QUIET = " -Xlog:cds=off -Xlog:cds+dynamic=off";

    private static final Path LIBRARIES = Packaged.HOME.resolve("lib");

    private ClassArchive() {}

    /** The Java options for the program in {@link Packaged#HOME}. The first call creates the archive; other JVMs wait for it. */
    static synchronized String options() {
        try (FileChannel file = FileChannel.open(
                        ARCHIVE.resolveSibling("maskroute.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (lock.isValid() && !isCurrent()) {
                make();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-XX:SharedArchiveFile=" + ARCHIVE + QUIET;
    }

    /** Java rejects an archive that was created with other libraries. */
    private static boolean isCurrent() throws IOException {
        if (!Files.exists(ARCHIVE)) {
            return false;
        }
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            FileTime newest = libraries.map(ClassArchive::changed).max(Comparator.naturalOrder()).orElseThrow();
            return changed(ARCHIVE).compareTo(newest) > 0;
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make() throws IOException {
        Files.deleteIfExists(ARCHIVE);
        Path folder = Files.createDirectories(Path.of("target", "archive"));
        try (TestDrain services = new TestDrain();
                Packaged drain = new Packaged.Start(folder, Packaged.PROGRAM, "run").withoutArchive()
                        .with(services.settings())
                        .with(Map.of("maskroute.dev-services", "off", "maskroute.queue.wait-seconds", "1", "maskroute.mask.keyset",
                                Path.of(services.settings().get("maskroute.mask.keyset")).toAbsolutePath().toString()))
                        .with("JAVA_OPTS", Packaged.SHORT_LIVED + " -XX:ArchiveClassesAtExit=" + ARCHIVE)
                        .start()) {
            drain.awaitOutput("Running: ").terminate();
        }
    }
}
