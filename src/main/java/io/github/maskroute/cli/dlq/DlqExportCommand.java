package io.github.maskroute.cli.dlq;

import com.google.crypto.tink.Aead;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
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

/** A copy to keep. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.QUEUE_AWAY, ExitCode.QUEUE_REFUSES})
@Command(name = "export", mixinStandardHelpOptions = true, description = {
    "Writes dead letters to a new file, encrypted by the key of maskroute.dead-letter.keyset. They stay in the queue.",
    "`maskroute dlq open` prints what is in it."})
final class DlqExportCommand implements Callable<Integer> {

    @ParentCommand
    private DlqCommand dlq = new DlqCommand();

    @Mixin
    private final QueueChoice queue = new QueueChoice();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Parameters(paramLabel = "FILE", description = "The file; it must not be there yet")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Settings settings = dlq.settings();
        ServiceFactory services = new ServiceFactory(settings);
        Aead key = services.sealKeys(services.sealFolder()).read();
        try (DrainQueues queues = new DrainQueues(settings, queue);
                DeadLetterQueue letters = queues.deadLetters()) {
            LetterFilter choice = queues.of(which.choice(Long.MAX_VALUE));
            long found = export(letters, choice, new LetterFile(file, key));
            dlq.lines().print("exported " + found + " to " + file, Map.of("exported", found, "file", file.toString()));
            dlq.remarkEnd(found, choice);
            return ExitCode.OK.code();
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + file + " is there already; name a new one");
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + file + " cannot be written (" + e.getClass().getSimpleName()
                    + "); name a new file, in a folder that takes it");
        }
    }

    private long export(DeadLetterQueue letters, LetterFilter choice, LetterFile to) throws IOException {
        try (LetterBar bar = new LetterBar("exporting", !dlq.lines().json(), () -> letters.size(choice))) {
            return to.write(each -> letters.scan(choice, page -> {
                page.forEach(each);
                bar.stepBy(page.size());
            }));
        }
    }
}
