package io.github.maskroute.cli;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.TypedWord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports an invalid command line in one line: the wrong command or option, and the valid ones.
 *
 * <p>picocli's own messages quote arguments, which may be tokens or values to mask. This class quotes no argument where a value may be.
 */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("maskroute: " + message(e, List.of(args)) + "; see `" + command.getCommandSpec().qualifiedName()
                + " --help`");
        return ExitCode.USAGE.code();
    }

    private static String message(ParameterException e, List<String> args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        // Reported before a missing option, because it may be that option misspelled.
        List<String> unmatched = e instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched()
                : e instanceof MissingParameterException ? e.getCommandLine().getUnmatchedArguments() : List.of();
        if (!unmatched.isEmpty()) {
            return unknown(command, unmatched.get(0));
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing(), args);
        }
        if (e instanceof OverwrittenOptionException overwritten) {
            return name(overwritten.getOverwritten()) + " is given twice";
        }
        if (e.getArgSpec() != null) {
            return malformed(e, e.getArgSpec());
        }
        return e.getValue() == null
                ? "missing command: " + TypedWord.either(command.subcommands().keySet())
                : unknownCommand(command, e.getValue());
    }

    private static String missing(List<ArgSpec> missing, List<String> args) {
        ArgSpec first = missing.get(0);
        return first instanceof OptionSpec option && args.contains(option.longestName())
                ? "missing value of " + name(first) + ": " + first.paramLabel()
                : "missing " + missing.stream().map(UsageErrors::name).collect(Collectors.joining(", "));
    }

    private static String malformed(ParameterException e, ArgSpec argument) {
        if (e.getCause() instanceof MalformedArgument malformed) {
            return name(argument) + " " + malformed.getMessage();
        }
        return argument.isOption() && argument.arity().max() == 0 ? name(argument) + " accepts no value" : "malformed " + name(argument);
    }

    private static String unknown(CommandSpec command, String argument) {
        if (argument.startsWith("-") && argument.length() > 1) {
            return unknownOption(command, argument.replaceFirst("=.*", ""));
        }
        List<PositionalParamSpec> places = command.positionalParameters();
        if (places.isEmpty() && !command.subcommands().isEmpty()) {
            return unknownCommand(command, argument);
        }
        return places.isEmpty() ? command.name() + " accepts no argument except options"
                : "too many arguments: " + command.name() + " accepts only "
                        + places.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
    }

    private static String unknownCommand(CommandSpec command, String typed) {
        return unknown("command", Optional.of(new TypedWord(typed)), command.subcommands().keySet());
    }

    /** Does not quote an argument with a single dash if the command accepts values, because a value may begin with a dash. */
    private static String unknownOption(CommandSpec command, String typed) {
        Collection<String> known = command.options().stream().filter(option -> !option.hidden())
                .map(OptionSpec::longestName).collect(Collectors.toCollection(TreeSet::new));
        boolean canBeValue = !typed.startsWith("--") && typed.length() > 2 && !command.positionalParameters().isEmpty();
        return unknown("option", Optional.of(new TypedWord(typed)).filter(word -> !canBeValue), known);
    }

    private static String unknown(String kind, Optional<TypedWord> typed, Collection<String> known) {
        return "unknown " + kind + typed.flatMap(TypedWord::quotable).map(word -> " " + word).orElse("")
                + typed.flatMap(word -> word.closest(known)).map(similar -> ", did you mean " + similar + "? The ").orElse("; the ")
                + kind + "s are " + String.join(", ", known);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
