package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A copy of the shipped routes, to be edited. */
public record RouteFiles(Path folder) {

    /** Without the cases, which would refuse most edits before the rule that a test is about does. */
    public RouteFiles() {
        this(withoutCases(copyOf(Path.of("routes"))));
    }

    public static RouteFiles withCases() {
        return new RouteFiles(copyOf(Path.of("routes")));
    }

    /** A copy of a folder in an {@link OddFolder}: edits must work in it too. */
    public static Path copyOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Path copy = Path.of("target", OddFolder.NAME, Services.newName("routes"));
            FileSystemUtils.deleteRecursively(copy);
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path withoutCases(Path copy) {
        try {
            FileSystemUtils.deleteRecursively(copy.resolve("logins/cases"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /** Saves an edit of a file. */
    public RouteFiles edit(String name, String from, String to) {
        try {
            String text = Files.readString(path(name));
            assertThat(text).contains(from);
            Files.writeString(path(name), text.replace(from, to));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code file:line: } of the first line that contains these words. */
    public String place(String name, String words) {
        return path(name) + ":" + lineOf(name, words) + ": ";
    }

    /** Number of the first line that contains these words. */
    public int lineOf(String name, String words) {
        try {
            List<String> lines = Files.readAllLines(path(name));
            return 1 + lines.indexOf(lines.stream().filter(line -> line.contains(words)).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
