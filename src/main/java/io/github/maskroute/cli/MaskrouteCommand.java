package io.github.maskroute.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The program {@code maskroute} and its commands. */
@Command(
        name = "maskroute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Drains JSON events from AWS SQS, masks the personal data in them, and stores each record in PostgreSQL once.",
        subcommands = {RunCommand.class, MigrateCommand.class, MaskCommand.class, UnmaskCommand.class, KeysCommand.class,
            RemaskCommand.class, AuditCommand.class, GenerateCompletion.class, HelpCommand.class},
        footer = {"", "Settings come from application.properties, MASKROUTE_… variables and, in JAVA_OPTS, -Dmaskroute.….",
            "Shell completion: source <(maskroute generate-completion)"})
public final class MaskrouteCommand {

    /** Ends the JVM with the exit code of the command. */
    public static void main(String[] args) {
        // Values go to standard output: no library may write there, nor may any log quote one.
        boolean runs = Arrays.asList(args).contains("run");
        System.setProperty("log4j2.configurationFile", System.getProperty("log4j2.configurationFile",
                runs ? "maskroute-log4j2.properties" : "maskroute-tool-log4j2.properties"));
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new MaskrouteCommand());
        line.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("maskroute: " + ExitCode.words(thrown));
            return ExitCode.of(thrown).code();
        });
        line.setParameterExceptionHandler(MaskrouteCommand::usage);
        line.getSubcommands().values().forEach(MaskrouteCommand::listExitCodes);
        listExitCodes(line);
        return line;
    }

    private static void listExitCodes(CommandLine line) {
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(
                CommandLine.Model.UsageMessageSpec.keyValuesMap(ExitCode.list()));
    }

    /** picocli's own message quotes arguments, and an argument may be a value. */
    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String words = e instanceof CommandLine.MissingParameterException ? e.getMessage()
                : e instanceof CommandLine.UnmatchedArgumentException ? "unknown option or argument"
                : "malformed option or argument" + (e.getArgSpec() == null ? "" : " " + e.getArgSpec().paramLabel());
        command.getErr().println("maskroute: " + words + "; see `" + command.getCommandSpec().qualifiedName() + " --help`");
        return ExitCode.USAGE.code();
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
