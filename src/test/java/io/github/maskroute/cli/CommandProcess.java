package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestDrain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in its own JVM, as a user runs it. Its standard output and standard error go to two files. */
public final class CommandProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static CommandProcess start(List<String> jvmOptions, Map<String, String> settings, List<String> arguments) {
        return start(jvmOptions, settings, arguments, Path.of("/dev/null"));
    }

    public static CommandProcess start(List<String> jvmOptions, Map<String, String> settings, List<String> arguments, Path in) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of((Packaged.SHORT_LIVED + " " + ClassArchive.options()).split(" ")));
        command.addAll(List.of("-Duser.language=hi", "-Duser.country=IN"));
        command.addAll(jvmOptions);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", Packaged.HOME.resolve("lib") + "/*", MaskrouteCommand.class.getName()));
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile(Path.of("target"), "command", ".out");
            Path err = Files.createTempFile(Path.of("target"), "command", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).directory(new File("").getAbsoluteFile());
            builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the process. */
    public int exitCode() {
        try {
            assertThat(process.waitFor(TestDrain.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended in time").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Sends SIGTERM and waits for the end of the process. */
    int terminate() {
        process.destroy();
        return exitCode();
    }

    /** Ends the process as a crash would. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** The content of standard output. */
    String out() {
        return text(out);
    }

    /** The content of standard error. */
    public String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
