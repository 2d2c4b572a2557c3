package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The behaviour that all commands share. */
class MaskrouteCommandTest {

    private static final String RAW = "198.51.100.7";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("commands")
    void shouldListExactlyTheExitCodesOfTheCommandInHelp(String command) {
        CommandResult help = run((command + " --help").strip().split(" ")).done();

        assertThat(help.out()).contains("Usage: " + ("maskroute " + command).strip());
        Set<ExitCode> listed = Arrays.stream(ExitCode.values())
                .filter(exit -> Pattern.compile("(?m)^ +" + exit.code() + " +\\w").matcher(help.out()).find()).collect(Collectors.toSet());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(DeclaredExits.of(spec(command)));
    }

    @Test
    void shouldNotListExitCodesOfSubcommandsForGroup() {
        assertThat(run("dlq", "--help").done().out()).doesNotContain("dead letters could", "SQS cannot be reached");
        assertThat(run("mask", "--help").done().out()).contains("a value breaks the rule").doesNotContain("SQS", "database", "audit");
    }

    @Test
    void shouldKnowAllCommands() {
        Set<String> names = new HashSet<>(commands().toList());

        assertThat(names).contains("", "run", "migrate", "mask", "unmask", "audit", "keys", "keys list", "keys add", "keys promote",
                "keys disable", "keys enable", "keys export", "dlq", "dlq list", "dlq show", "dlq redrive", "dlq export", "dlq open",
                        "dlq purge",
                "dlq add-key", "check", "doctor", "generate-completion", "help");
    }

    /** The list of commands shows only the first line of each description. */
    @Test
    void shouldHaveCompleteSentenceInFirstLineOfHelp() {
        assertThat(run("--help").done().lines()).noneMatch(line -> line.matches("  \\w+ .*:"));
    }

    @Test
    void shouldRefuseLimitsOutsideOfModeDrain() {
        for (String line : new String[] {"run --max-messages 5", "run --max-duration 10m", "run --mode serve --max-messages 5"}) {
            assertThat(run(line.split(" ")).refused(ExitCode.USAGE).err()).contains("need mode drain").hasLineCount(1);
        }
    }

    /** JVM options, and a password in them, are visible in the list of processes. */
    @Test
    void shouldNotRecommendJvmOptionsForSettings() {
        assertThat(run("--help").done().out()).contains("MASKROUTE_").doesNotContain("JAVA_OPTS", "-Dmaskroute");
    }

    @Test
    void shouldNameUnexpectedExceptionWithoutMessage() {
        Callable<Integer> exception = () -> {
            throw new IllegalStateException("cannot mask " + RAW);
        };
        Callable<Integer> error = () -> {
            throw new AssertionError("cannot mask " + RAW);
        };

        assertThat(fail(exception).err()).contains("unexpected java.lang.IllegalStateException").doesNotContain(RAW);
        assertThat(fail(error).err()).contains("unexpected java.lang.AssertionError").doesNotContain(RAW);
    }

    @Test
    void shouldReportUnreadableSettings() {
        CommandResult result = run("mask", "--settings", folder.resolve("none").toString(), "--field", "ip", RAW)
                .refused(ExitCode.SETTINGS);

        assertThat(result.err()).contains("cannot be read (NoSuchFileException)").doesNotContain(RAW);
    }

    @Test
    void shouldReportMalformedSettings() throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), "maskroute.db.password=back\\under\n");
        CommandResult result = run("mask", "--settings", file.toString(), "--field", "ip", RAW).refused(ExitCode.SETTINGS);

        assertThat(result.err()).contains(file.toString(), "backslash").doesNotContain("back\\under");
    }

    @Test
    void shouldSelectLogSettingsByFirstArgument() {
        assertThat(MaskrouteCommand.logSettings("run", "--settings", "x")).isEqualTo("maskroute-log4j2.properties");
        assertThat(MaskrouteCommand.logSettings("mask", "--field", "device_id", "run")).isEqualTo("maskroute-tool-log4j2.properties");
        assertThat(MaskrouteCommand.logSettings()).isEqualTo("maskroute-tool-log4j2.properties");
    }

    private static CommandResult run(String... args) {
        return Commands.execute(MaskrouteCommand.commandLine(), args);
    }

    private static CommandSpec spec(String command) {
        CommandLine line = MaskrouteCommand.commandLine();
        for (String name : command.isEmpty() ? new String[0] : command.split(" ")) {
            line = line.getSubcommands().get(name);
        }
        return line.getCommandSpec();
    }

    /** The names of all commands and subcommands; the empty name is the program itself. */
    private static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect(MaskrouteCommand.commandLine(), "", names);
        return names.stream();
    }

    private static void collect(CommandLine line, String name, List<String> names) {
        names.add(name);
        line.getSubcommands().forEach((own, command) -> collect(command, (name + " " + own).strip(), names));
    }

    private static CommandResult fail(Callable<Integer> how) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(how).name("fail");
        return Commands.execute(MaskrouteCommand.commandLine().addSubcommand(new CommandLine(spec)), "fail").refused(ExitCode.UNEXPECTED);
    }
}
