package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.LetterFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the letters of an export. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.NOT_CONFIRMED, ExitCode.DAMAGED_EXPORT})
@Command(name = "open", mixinStandardHelpOptions = true, description = {
    "Prints the dead letters of an export, one JSON object a line, with unmasked bodies that hold all personal data.",
    "Prints nothing unless the file is complete and unaltered."})
final class DlqOpenCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--show-personal-data", description = "Confirm that bodies are printed unmasked.")
    private boolean confirmed;

    @Parameters(paramLabel = "FILE", description = "The export")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        if (!confirmed) {
            throw new CommandException(ExitCode.NOT_CONFIRMED, "bodies are not masked; confirm with --show-personal-data");
        }
        ServiceFactory services = new ServiceFactory(dlq.settings());
        PrintWriter out = spec.commandLine().getOut();
        try {
            LetterFile export = new LetterFile(file, services.sealKeys(services.sealFolder()).read());
            if (!export.read(new BodyOpener(services.bodySeal()), out::println)) {
                throw new CommandException(ExitCode.DAMAGED_EXPORT, "the file is not an export, was altered or truncated, or was sealed"
                        + " with another key; use another copy, or name the key's folder in maskroute.dead-letter.keyset");
            }
            return ExitCode.OK.code();
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    "file " + file + " cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        }
    }
}
