package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.event.Rejection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script of {@code generate-completion} in bash, in the same way as bash does on the tab key. */
class CompletionTest {

    /** Sets the variables that bash sets for a completion. {@code compopt} fails outside of a completion, so it is replaced. */
    private static final String SCRIPT_HEAD = """
            compopt() { :; }
            source "$1" || exit
            ask=$(complete -p maskroute | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            tab() {
              COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
              COMP_POINT=${#COMP_LINE}
              "$ask" maskroute "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
              echo "${COMPREPLY[*]}"
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldOfferCommandsOptionsAndValues() throws IOException, InterruptedException {
        assumeTrue(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "bash"))), "bash is on the PATH");
        List<String> reasons = Stream.concat(
                Arrays.stream(Rejection.Reason.values()).map(Rejection.Reason::code), Stream.of(Letter.MOVED_BY_SQS)).toList();
        Map<String, String> offered = new TreeMap<>(Map.of(
                "''", "run migrate mask unmask keys remask load forget audit new check test dlq doctor generate-completion help",
                "d", "dlq doctor",
                "keys ''", "add disable enable export list promote",
                "keys add ''", "hmac siv prefix",
                "keys export --scheme s", "siv",
                "run --mode ''", "serve drain",
                "dlq list --reason ''", String.join(" ", reasons),
                "dlq redrive --reason moved", Letter.MOVED_BY_SQS,
                "mask --field ''", "device_id ip",
                "unmask --field i", "ip"));
        offered.put("remask --field ''", "device_id ip");
        offered.put("dlq purge --rea", "--reason");

        assertThat(complete(offered.keySet().stream().toList())).containsExactlyElementsOf(offered.values());
    }

    private List<String> complete(List<String> lines) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("completion"),
                Commands.execute(MaskrouteCommand.commandLine(), "generate-completion").done().out());
        StringBuilder commands = new StringBuilder(SCRIPT_HEAD);
        lines.forEach(line -> commands.append("tab maskroute ").append(line).append('\n'));
        Path answers = folder.resolve("answers");
        Process bash = new ProcessBuilder("bash", "-c", commands.toString(), "bash", script.toString())
                .redirectErrorStream(true).redirectOutput(answers.toFile()).start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        return Files.readAllLines(answers);
    }
}
