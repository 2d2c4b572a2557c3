package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Command lines that run in this JVM, with the shipped settings and routes but for what a test puts in their place. For one thread. */
public final class Commands {

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>(Map.of("maskroute.routes", Path.of("routes").toAbsolutePath().toString()));
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();

    /** @param folder for the file with the settings */
    public Commands(Path folder) {
        this.folder = folder;
    }

    public Commands with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    /** Runs a command with the settings. */
    public Ran run(String... args) {
        return runInto(new StringWriter(), args);
    }

    /** The same, with something to read from standard input. */
    public Ran runReading(byte[] input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return run(args);
        } finally {
            System.setIn(before);
        }
    }

    public Ran runReading(String input, String... args) {
        return runReading(input.getBytes(StandardCharsets.UTF_8), args);
    }

    /** Runs a command with the settings, and its words go elsewhere. */
    Ran runInto(Writer out, String... args) {
        return remembered(execute(out, MaskrouteCommand.commandLine(), withSettings(args)));
    }

    /** Runs a command line as it is. */
    public static Ran execute(CommandLine line, String... args) {
        return execute(new StringWriter(), line, args);
    }

    private static Ran execute(Writer out, CommandLine line, String... args) {
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = MaskrouteCommand.exitCode(line, args);
        assertThat(listed(line)).as("codes that --help lists").contains(exit);
        return new Ran(exit, out instanceof StringWriter ? out.toString() : "", err.toString());
    }

    private static Set<Integer> listed(CommandLine line) {
        ParseResult command = line.getParseResult();
        while (command != null && command.hasSubcommand()) {
            command = command.subcommand();
        }
        return (command == null ? ExitCode.common() : DeclaredExits.of(command.commandSpec())).stream()
                .map(ExitCode::code).collect(Collectors.toSet());
    }

    /** All that was printed so far, to both streams. */
    public String said() {
        assertThat(said).as("something was run").isNotEmpty();
        return said.toString();
    }

    /** All that went to standard error so far. */
    String errors() {
        return errors.toString();
    }

    /** The shipped file with the changed settings at its end, where they go before the others. */
    public Path settingsFile() {
        try {
            StringBuilder text = new StringBuilder(Files.readString(Path.of("application.properties"))).append('\n');
            settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
            return Files.writeString(folder.resolve("application.properties"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] withSettings(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(1, List.of("--settings", settingsFile().toString()));
        return all.toArray(String[]::new);
    }

    private Ran remembered(Ran ran) {
        said.append(ran.out()).append(ran.err());
        errors.append(ran.err());
        return ran;
    }
}
