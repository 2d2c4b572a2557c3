package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process. Standard error goes to a file; standard output too, unless it is piped. */
public final class Packaged implements AutoCloseable {

    /** The folder where the build puts the program. */
    public static final Path HOME = Path.of("target", "maskroute").toAbsolutePath();

    static final String PROGRAM = HOME.resolve("bin/maskroute").toString();

    /** For processes that run for seconds: the second compiler and a parallel garbage collector cost more than they gain. */
    public static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** The Java option that prints loaded classes, and a class that is loaded right after {@code run} has begun. */
    public static final String TELLING = "-Xlog:class+load";
    public static final String BEGUN = RunCommand.class.getName() + " ";

    private static final long LIMIT_SECONDS = 180;

    private final Process process;
    private final Path out;
    private final Path err;

    private Packaged(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the program. It inherits only the path and the Java home of this JVM's environment. */
    public static final class Start {

        private final ProcessBuilder builder = new ProcessBuilder();
        private final Path folder;
        private boolean archived;

        /**
         * @param folder to start in, also for the output files
         * @param program {@code bin/maskroute}
         */
        public Start(Path folder, String program, String... args) {
            this.folder = folder;
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(args));
            builder.command(command).directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            archived = program.equals(PROGRAM);
            // In this locale i and I are not a pair of cases. The program must behave as in any other locale.
            builder.environment().put("JAVA_OPTS", SHORT_LIVED + " -Duser.language=tr -Duser.country=TR");
        }

        public Start with(String variable, String value) {
            builder.environment().put(variable, value);
            return this;
        }

        /** Adds settings as environment variables. */
        public Start with(Map<String, String> settings) {
            settings.forEach((key, value) -> with(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
            return this;
        }

        /** Without the class archive: classes are loaded from their libraries, when they are needed. */
        Start withoutArchive() {
            archived = false;
            return this;
        }

        Start reading(Path input) {
            builder.redirectInput(input.toFile());
            return this;
        }

        /** Starts with standard output in a file. */
        public Packaged start() {
            Path out = newFile();
            builder.redirectOutput(out.toFile());
            return started(out);
        }

        /** Starts with standard output in a pipe. */
        Packaged startPiped() {
            return started(folder);
        }

        public CommandResult run() {
            try (Packaged program = start()) {
                return program.ended();
            }
        }

        private Packaged started(Path out) {
            if (archived) {
                builder.environment().compute("JAVA_OPTS", (name, options) -> options + " " + ClassArchive.options());
            }
            Path err = newFile();
            try {
                return new Packaged(builder.redirectError(err.toFile()).start(), out, err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path newFile() {
            try {
                return Files.createTempFile(folder, "printed", ".txt");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public CommandResult ended() {
        return new CommandResult(exitCode(), text(out), text(err));
    }

    public int exitCode() {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** The piped standard output. */
    InputStream pipe() {
        return process.getInputStream();
    }

    /** The file of the standard output. */
    public Path out() {
        return out;
    }

    /** The content of that file so far. */
    public String printed() {
        return text(out);
    }

    public String errors() {
        return text(err);
    }

    public Packaged awaitOutput(String expected) {
        await(expected).atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> text(out).contains(expected) || !process.isAlive());
        assertThat(text(out)).as(errors()).contains(expected);
        return this;
    }

    /** Sends SIGTERM, waits for the end and returns the result. */
    public CommandResult terminate() {
        process.destroy();
        return ended();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Pauses the process (SIGSTOP) until it is resumed. */
    public void suspend() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            assertThat(new ProcessBuilder("kill", name, Long.toString(pid())).start().waitFor()).as(name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process as a crash would (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
