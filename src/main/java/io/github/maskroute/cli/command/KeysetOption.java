package io.github.maskroute.cli.command;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.config.Settings;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that select the keyset of a command. The default is the drain's keyset. */
public final class KeysetOption {

    @Option(names = "--keyset", scope = ScopeType.INHERIT, paramLabel = "FOLDER",
            description = "The keyset. Default: maskroute.mask.keyset.")
    private @Nullable Path folder;

    @Option(names = "--kek", scope = ScopeType.INHERIT, paramLabel = "KEY",
            description = {"The key that wraps the keyset: a file, or aws-kms://arn:…",
                "Default: maskroute.mask.kek, for the keyset of the settings."})
    private @Nullable String kek;

    public KeysetFolder folder(Settings settings) {
        ServiceFactory services = new ServiceFactory(settings);
        return folder != null ? services.keyset(folder, Optional.ofNullable(kek)) : services.keyset(Optional.ofNullable(kek));
    }

    /** The keys of the folder, or of the settings' key file. */
    public Keyset read(Settings settings) {
        return keyFile(settings).orElseGet(() -> folder(settings).read());
    }

    /** Like {@link #read}, with disabled keys as if they were enabled: only to search for tokens that they made. */
    public Keyset readAllEnabled(Settings settings) {
        return keyFile(settings).orElseGet(() -> folder(settings).readAllEnabled());
    }

    private Optional<Keyset> keyFile(Settings settings) {
        return folder != null ? Optional.empty() : new ServiceFactory(settings).keyFile();
    }
}
