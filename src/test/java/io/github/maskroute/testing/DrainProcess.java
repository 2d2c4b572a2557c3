package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.Maskroute;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The program in a JVM of its own, as a user would run it, with its output in a file. */
public final class DrainProcess implements AutoCloseable {

    /**
     * Without the second compiler and a collector with threads of its own, which cost more than they gain. A locale with other digits,
     * and a time zone by a name that PostgreSQL does not know, must not change anything.
     */
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=IST");

    /** A start unpacks a database, perhaps at the same time as many others. */
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private DrainProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static DrainProcess start(List<String> jvmOptions, Map<String, String> settings) {
        return start(System.getProperty("java.class.path"), jvmOptions, settings);
    }

    public static DrainProcess start(String classpath, List<String> jvmOptions, Map<String, String> settings) {
        return start(Maskroute.class, classpath, jvmOptions, settings);
    }

    /** @param program whose main method runs */
    public static DrainProcess start(Class<?> program, String classpath, List<String> jvmOptions, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(jvmOptions);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", classpath, program.getName()));
        try {
            Path output = Files.createTempFile(Path.of("target"), "drain", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.directory(new File("").getAbsoluteFile());
            return new DrainProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of a drain that has queues and a database. */
    public static Map<String, String> settings(TestDrain queues) {
        Map<String, String> settings = new TreeMap<>(queues.settings());
        settings.put("maskroute.dev-services", "off");
        return settings;
    }

    public DrainProcess awaitOutput(String words) {
        await(words).atMost(START).until(() -> output().contains(words) || !process.isAlive());
        assertThat(output()).contains(words);
        return this;
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and returns the exit code. */
    public int terminate(Duration limit) {
        process.destroy();
        return exitCode(limit);
    }

    public int exitCode(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)).as("ended within " + limit).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
