package io.github.maskroute.cli;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The exit codes that commands declare by {@link Exits}. */
final class DeclaredExits {

    private DeclaredExits() {}

    static Set<ExitCode> of(CommandSpec command) {
        Set<ExitCode> exits = ExitCode.common();
        AnnotatedElement annotated = command.userObject() instanceof Method method ? method : command.userObject().getClass();
        Optional.ofNullable(annotated.getAnnotation(Exits.class)).ifPresent(declared -> exits.addAll(List.of(declared.value())));
        return exits;
    }

    /** Adds the exit codes to the help of a command and of its subcommands. */
    static void addToHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(UsageMessageSpec.keyValuesMap(
                of(spec).stream().map(ExitCode::helpLine).toArray(String[]::new)));
        line.getSubcommands().values().forEach(DeclaredExits::addToHelp);
    }
}
