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

/** Runs command lines in this JVM with the shipped settings and routes, except for settings that a test replaces. For one thread. */
public final class Commands {

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>(Map.of("maskroute.routes", Path.of("routes").toAbsolutePath().toString()));
    private final StringBuilder printed = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();

    /** @param folder for the settings file */
    public Commands(Path folder) {
        this.folder = folder;
    }

    public Commands with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    /** Runs a command with the settings. */
    public CommandResult run(String... args) {
        return runInto(new StringWriter(), args);
    }

    /** Runs a command with the settings and this standard input. */
    public CommandResult runReading(byte[] input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return run(args);
        } finally {
            System.setIn(before);
        }
    }

    public CommandResult runReading(String input, String... args) {
        return runReading(input.getBytes(StandardCharsets.UTF_8), args);
    }

    /** Runs a command with the settings and this standard output. */
    CommandResult runInto(Writer out, String... args) {
        return remembered(execute(out, MaskrouteCommand.commandLine(), withSettings(args)));
    }

    /** The program's command line. */
    public static CommandLine commandLine() {
        return MaskrouteCommand.commandLine();
    }

    /** Runs a command line without adding the settings. */
    public static CommandResult execute(CommandLine line, String... args) {
        return execute(new StringWriter(), line, args);
    }

    private static CommandResult execute(Writer out, CommandLine line, String... args) {
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = MaskrouteCommand.exitCode(line, args);
        assertThat(listed(line)).as("exit codes that --help lists").contains(exit);
        return new CommandResult(exit, out instanceof StringWriter ? out.toString() : "", err.toString());
    }

    private static Set<Integer> listed(CommandLine line) {
        ParseResult command = line.getParseResult();
        while (command != null && command.hasSubcommand()) {
            command = command.subcommand();
        }
        return (command == null ? ExitCode.common() : DeclaredExits.of(command.commandSpec())).stream()
                .map(ExitCode::code).collect(Collectors.toSet());
    }

    /** The output of all commands so far, of both streams. */
    public String printed() {
        assertThat(printed).as("output of commands").isNotEmpty();
        return printed.toString();
    }

    /** The standard error of all commands so far. */
    String errors() {
        return errors.toString();
    }

    /** Writes the shipped settings file with the replaced settings at its end, where they override the others. */
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

    private CommandResult remembered(CommandResult result) {
        printed.append(result.out()).append(result.err());
        errors.append(result.err());
        return result;
    }
}
