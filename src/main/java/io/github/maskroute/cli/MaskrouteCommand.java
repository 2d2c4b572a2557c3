package io.github.maskroute.cli;

import io.github.maskroute.app.Program;
import io.github.maskroute.aws.ProxiedHttpService;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Failure;
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

/** The program {@code maskroute} and its commands. */
@Command(
        name = "maskroute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Drains JSON events from AWS SQS, masks the personal data in them, and stores each record in PostgreSQL once.",
        footer = {"", "Settings come from application.properties and MASKROUTE_… variables.",
            "Shell completion: source <(maskroute generate-completion). It offers the fields that the schemas mask at that time."})
public final class MaskrouteCommand {

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (runs(args)) {
            Program.begin();
        }
        Program.neutraliseDefaults();
        // Standard output is for values: no library may write there, and no log may quote a value.
        System.setProperty("log4j2.configurationFile", System.getProperty("log4j2.configurationFile", logSettings(args)));
        ProxiedHttpService.use();
        if (runs(args)) {
            RunCommand.announce(args);
        }
        Program.exit(exitCode(runs(args) ? commandLine(List.of(RunCommand.class)) : commandLine(), args));
    }

    /** Runs a command and checks that its output was written, because a PrintWriter does not throw. */
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
        line.getErr().println("maskroute: standard output could not be written; check whether the disk is full or the reader has closed"
                + " the pipe");
        return ExitCode.OUTPUT_FAILED.code();
    }

    /** Catches what picocli leaves to the JVM, which would print the message of an error. */
    private static int executed(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (Error e) {
            return printed(e, line);
        }
    }

    /** Only {@code run} and {@code load} log, and only as the first argument: elsewhere these words may be values, reasons or columns. */
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

    /** Not public: the JVM loads the types of public methods of a main class before it runs it. */
    static CommandLine commandLine() {
        return commandLine(commands());
    }

    /** Not a constant: loading all classes delays the start of {@code run}, which must already handle signals. */
    private static List<Class<?>> commands() {
        return List.of(RunCommand.class, MigrateCommand.class, MaskCommand.class, UnmaskCommand.class, KeysCommand.class,
                RemaskCommand.class, LoadCommand.class, ForgetCommand.class, AuditCommand.class, NewCommand.class, CheckCommand.class,
                TestCommand.class, DlqCommand.class, DoctorCommand.class, GenerateCompletion.class, HelpCommand.class);
    }

    /** A command line with only some of the commands: picocli inspects each class, which delays the start of {@code run}. */
    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new MaskrouteCommand());
        commands.forEach(line::addSubcommand);
        // An argument that begins with @ may be a value; it does not name a file with arguments.
        line.setExpandAtFiles(false);
        line.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> printed(thrown, command));
        line.setParameterExceptionHandler(new UsageErrors());
        DeclaredExits.addToHelp(line);
        return line;
    }

    private static int printed(Throwable thrown, CommandLine line) {
        Failure failure = Failure.of(thrown);
        line.getErr().println("maskroute: " + failure.message());
        return failure.exit().code();
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
