package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An optional program on the PATH, such as promtool: without it, the test that needs it is skipped. */
public record PathProgram(Path file) {

    private static final long LIMIT_SECONDS = 60;

    public static PathProgram onThePath(String name) {
        Optional<Path> found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), name + " is on the PATH");
        return new PathProgram(found.get());
    }

    /** Runs it, checks that its exit code is 0, and returns its output. */
    public String run(Path input, String... arguments) {
        try {
            Path output = Files.createTempFile(Path.of("target"), file.getFileName().toString(), ".txt");
            Process process = start(output, List.of(arguments), ProcessBuilder.Redirect.from(input.toFile()));
            try {
                assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
                String printed = Files.readString(output, StandardCharsets.UTF_8);
                assertThat(process.exitValue()).as(printed).isZero();
                return printed;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, with its output in a file. */
    public Process start(Path output, List<String> arguments, ProcessBuilder.Redirect input) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(input).start();
    }
}
