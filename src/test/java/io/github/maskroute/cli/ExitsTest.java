package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands declare exactly the exit codes that their code can reach. */
class ExitsTest {

    /** Exit codes that the code of a command reaches but never ends with, each with the reason. */
    private static final Map<String, Set<ExitCode>> CAUGHT = Map.of(
            // Reads standard input only once.
            "mask", EnumSet.of(ExitCode.DATABASE_AWAY),
            // Counts tokens that cannot be decoded.
            "remask", EnumSet.of(ExitCode.NO_TOKEN, ExitCode.NOT_REVERSIBLE, ExitCode.UNKNOWN_KEY, ExitCode.DISABLED_KEY,
                    ExitCode.TAMPERED_TOKEN, ExitCode.OTHER_FIELD),
            // Writes no audit record.
            "audit", EnumSet.of(ExitCode.AUDIT_REFUSES),
            // Masks one event, with published keys.
            "new", EnumSet.of(ExitCode.WRONG_KEYSET),
            // Reports what the database refuses as a problem of the file, and uses no queue.
            "check", EnumSet.of(ExitCode.DATABASE_REFUSES, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES),
            "test", EnumSet.of(ExitCode.DATABASE_REFUSES, ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES),
            // Only closes a client.
            "doctor", EnumSet.of(ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES));

    @Test
    void shouldDeclareExactlyTheReachableExitCodes() {
        Map<String, Set<ExitCode>> declared = new TreeMap<>();
        Map<String, Set<ExitCode>> reached = new TreeMap<>();
        collect(MaskrouteCommand.commandLine(), declared, reached);

        assertThat(declared).hasSizeGreaterThan(20).isEqualTo(reached);
    }

    private static void collect(CommandLine line, Map<String, Set<ExitCode>> declared, Map<String, Set<ExitCode>> reached) {
        String name = line.getCommandSpec().qualifiedName();
        declared.put(name, DeclaredExits.of(line.getCommandSpec()));
        Set<ExitCode> exits = ExitCode.common();
        exits.addAll(ReachedExits.of(line.getCommandSpec()));
        exits.removeAll(CAUGHT.getOrDefault(line.getCommandName(), Set.of()));
        reached.put(name, exits);
        line.getSubcommands().values().forEach(command -> collect(command, declared, reached));
    }
}
