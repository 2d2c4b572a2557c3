package io.github.maskroute.cli;

import io.github.maskroute.app.Program;
import io.github.maskroute.aws.ProxiedHttpService;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Version;
import io.github.maskroute.cli.dlq.DlqCommand;
import io.github.maskroute.cli.forget.ForgetCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The program {@code maskroute} and its commands. */
@Command(
        name = "maskroute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Drains JSON events from AWS SQS, masks the personal data in them, and stores each record in PostgreSQL once.",
        footer = {"", "Settings come from application.properties and MASKROUTE_… variables.",
            "Shell completion: source <(maskroute generate-completion); fields are those that the schemas mask by then."})
public final class MaskrouteCommand {

    /** Ends the JVM with the exit code of the command. */
    public static void main(String[] args) {
        if (runs(args)) {
            Program.begin();
        }
        Program.neutraliseDefaults();
        // Values go to standard output: no library may write there, nor may any log quote one.
        System.setProperty("log4j2.configurationFile", System.getProperty("log4j2.configurationFile", logSettings(args)));
        ProxiedHttpService.use();
        if (runs(args)) {
            RunCommand.announce(args);
        }
        Program.exit(exitCode(runs(args) ? commandLine(List.of(RunCommand.class)) : commandLine(), args));
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

    /** Only the drain and a load log. Their names in another place are a value, a reason or a column. */
    static String logSettings(String... args) {
        return runs(args) ? "maskroute-log4j2.properties"
                : begin(args, "load") ? "maskroute-load-log4j2.properties" : "maskroute-tool-log4j2.properties";
    }

    private static boolean runs(String... args) {
        return begin(args, "run");
    }

    private static boolean begin(String[] args, String command) {
        return args.length > 0 && args[0].equals(command);
    }

    public static CommandLine commandLine() {
        return commandLine(commands());
    }

    /** Not a constant: to load them takes longer than a signal may take to come. */
    private static List<Class<?>> commands() {
        return List.of(RunCommand.class, MigrateCommand.class, MaskCommand.class, UnmaskCommand.class, KeysCommand.class,
                RemaskCommand.class, LoadCommand.class, ForgetCommand.class, AuditCommand.class, NewCommand.class, CheckCommand.class,
                TestCommand.class, DlqCommand.class, DoctorCommand.class, GenerateCompletion.class, HelpCommand.class);
    }

    /** With some commands only: to look at each of them takes longer than a drain that needs one should wait. */
    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new MaskrouteCommand());
        commands.forEach(line::addSubcommand);
        // A value may begin with @: it is no name of a file with arguments.
        line.setExpandAtFiles(false);
        line.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("maskroute: " + ExitCode.words(thrown));
            return ExitCode.of(thrown).code();
        });
        line.setParameterExceptionHandler(new UsageErrors());
        listExitCodes(line);
        return line;
    }

    private static void listExitCodes(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(UsageMessageSpec.keyValuesMap(
                ExitCode.of(spec).stream().map(ExitCode::listed).toArray(String[]::new)));
        line.getSubcommands().values().forEach(MaskrouteCommand::listExitCodes);
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
