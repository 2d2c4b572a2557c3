package io.github.maskroute.cli;

import io.github.maskroute.Program;
import io.github.maskroute.aws.ProxiedHttpService;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code maskroute} and its commands. */
@Command(
        name = "maskroute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Drains JSON events from AWS SQS, masks the personal data in them, and stores each record in PostgreSQL once.",
        subcommands = {RunCommand.class, MigrateCommand.class, MaskCommand.class, UnmaskCommand.class, KeysCommand.class,
            RemaskCommand.class, AuditCommand.class, CheckCommand.class, DlqCommand.class, DoctorCommand.class, GenerateCompletion.class,
            HelpCommand.class},
        footer = {"", "Settings come from application.properties and MASKROUTE_… variables.",
            "Shell completion: source <(maskroute generate-completion)"})
public final class MaskrouteCommand {

    /** Ends the JVM with the exit code of the command. */
    public static void main(String[] args) {
        if (runs(args)) {
            Program.begin();
        }
        // Values go to standard output: no library may write there, nor may any log quote one.
        System.setProperty("log4j2.configurationFile", System.getProperty("log4j2.configurationFile", logSettings(args)));
        ProxiedHttpService.use();
        Program.exit(exitCode(commandLine(), args));
    }

    /** Runs a command, and makes sure that what it printed is out: a writer keeps its errors to itself. */
    static int exitCode(CommandLine line, String... args) {
        Optional<String> undecodable = Arguments.problem(args);
        if (undecodable.isPresent()) {
            line.getErr().println("maskroute: " + undecodable.get());
            return ExitCode.USAGE.code();
        }
        int exit = executed(line, args);
        if (exit != ExitCode.OK.code() || !line.getOut().checkError()) {
            return exit;
        }
        line.getErr().println("maskroute: standard output could not be written; see whether its disk is full or its reader gone");
        return ExitCode.OUTPUT_FAILED.code();
    }

    /** picocli leaves errors to the JVM, which would print their messages. */
    private static int executed(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (Error e) {
            line.getErr().println("maskroute: " + ExitCode.words(e));
            return ExitCode.of(e).code();
        }
    }

    /** Only the drain logs. Its name in another place is a value, a reason or a column. */
    static String logSettings(String... args) {
        return runs(args) ? "maskroute-log4j2.properties" : "maskroute-tool-log4j2.properties";
    }

    private static boolean runs(String... args) {
        return args.length > 0 && args[0].equals("run");
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new MaskrouteCommand());
        // A value may begin with @: it is no name of a file with arguments.
        line.setExpandAtFiles(false);
        line.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("maskroute: " + ExitCode.words(thrown));
            return ExitCode.of(thrown).code();
        });
        line.setParameterExceptionHandler(MaskrouteCommand::usage);
        listExitCodes(line);
        return line;
    }

    private static void listExitCodes(CommandLine line) {
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(
                CommandLine.Model.UsageMessageSpec.keyValuesMap(ExitCode.list()));
        line.getSubcommands().values().forEach(MaskrouteCommand::listExitCodes);
    }

    /** picocli's own message quotes arguments, and an argument may be a value. */
    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("maskroute: " + words(e) + "; see `" + command.getCommandSpec().qualifiedName() + " --help`");
        return ExitCode.USAGE.code();
    }

    private static String words(ParameterException e) {
        if (e instanceof MissingParameterException missing) {
            return "missing " + missing.getMissing().stream().map(MaskrouteCommand::name).collect(Collectors.joining(", "));
        }
        if (e.getArgSpec() != null) {
            return "malformed option or argument " + name(e.getArgSpec());
        }
        boolean nothingGiven = e.getValue() == null && !(e instanceof UnmatchedArgumentException);
        return nothingGiven ? "missing command" : "unknown option or argument";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
