package io.github.maskroute.cli.dlq;

import com.google.crypto.tink.Aead;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.LetterFile;
import io.github.maskroute.deadletter.tool.LetterFilter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Copies dead letters to an encrypted file. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES})
@Command(name = "export", mixinStandardHelpOptions = true, description = {
    "Writes dead letters to a new file, encrypted with the key of maskroute.dead-letter.keyset. The letters stay in the queue.",
    "`maskroute dlq open` prints the letters of the file."})
final class DlqExportCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Mixin
    private final QueueOptions queue = new QueueOptions();

    @Mixin
    private final LetterOptions letterOptions = new LetterOptions();

    @Parameters(paramLabel = "FILE", description = "The file; it must not exist yet")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Settings settings = dlq.settings();
        ServiceFactory services = new ServiceFactory(settings);
        Aead key = services.sealKeys(services.sealFolder()).read();
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter filter = queues.of(letterOptions.filter(Long.MAX_VALUE));
            long found = export(letters, filter, new LetterFile(file, key));
            dlq.lines().print("exported " + found + " to " + file, Map.of("exported", found, "file", file.toString()));
            dlq.remarkEnd(found, filter);
            return ExitCode.OK.code();
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + file + " exists already; name a new one");
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + file + " cannot be written (" + e.getClass().getSimpleName()
                    + "); name a new file in a writable folder");
        }
    }

    private long export(DeadLetterQueue letters, LetterFilter filter, LetterFile target) throws IOException {
        try (ConsoleProgress progress = dlq.progress("exporting", letters, filter)) {
            return target.write(each -> letters.scan(filter, page -> {
                page.forEach(each);
                progress.stepBy(page.size());
            }));
        }
    }
}
