package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.reload.RouteReloaderIT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the shipped routes without their cases, to be edited. */
public record RouteFiles(Path folder) {

    public RouteFiles() {
        this(RouteReloaderIT.copyOfRoutes());
    }

    public static RouteFiles withCases() {
        return new RouteFiles(RouteReloaderIT.copyOf(Path.of("routes")));
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

    /** {@code file:line: } of the first line that says these words. */
    public String place(String name, String words) {
        try {
            List<String> lines = Files.readAllLines(path(name));
            String found = lines.stream().filter(line -> line.contains(words)).findFirst().orElseThrow();
            return path(name) + ":" + (1 + lines.indexOf(found)) + ": ";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
