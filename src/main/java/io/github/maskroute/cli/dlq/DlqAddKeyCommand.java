package io.github.maskroute.cli.dlq;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Adds a key that seals dead letters and exports. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
@Command(name = "add-key", mixinStandardHelpOptions = true, description = {
    "Adds a new key that seals dead letters and exports, to seal.json in a folder. Creates the folder if it does not exist.",
    "The newest key seals; every key opens. The file is wrapped if maskroute.mask.kek is set."})
final class DlqAddKeyCommand implements Callable<Integer> {

    @ParentCommand
    private DlqOptions dlq = new DlqOptions();

    @Option(names = "--keyset", paramLabel = "FOLDER", description = "The folder. Default: maskroute.dead-letter.keyset.")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        ServiceFactory services = new ServiceFactory(dlq.settings());
        String id = services.sealKeys(folder != null ? folder : services.sealFolder()).add();
        dlq.lines().print("seal." + id + " added", Map.of("id", id, "state", "added"));
        return ExitCode.OK.code();
    }
}
