package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and changes the keyset. Running drains load each change within seconds. */
@Command(name = "keys", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Lists and changes the keyset. Running drains load a change within seconds.")
final class KeysCommand {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the keys by scheme, id and state. Never prints a key itself.")
    int list() {
        for (Keyset.KeyEntry entry : folder().read().entries()) {
            print(entry.scheme(), entry.id(), entry.state());
        }
        return ExitCode.OK.code();
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "add", mixinStandardHelpOptions = true, description = {
        "Adds a new key. The first key of a scheme is its primary key; a later one makes tokens only after it is promoted."})
    int add(
            @Parameters(paramLabel = "SCHEME", converter = SchemeWord.class, completionCandidates = SchemeWord.class,
                    description = "One of ${COMPLETION-CANDIDATES}") Scheme scheme,
            @Option(names = "--from", paramLabel = "FILE",
                    description = "Use the key of a key file, for hmac; its tokens stay the same.") @Nullable Path file) {
        KeysetEditor editor = new KeysetEditor(folder());
        if (file != null && scheme != Scheme.HMAC) {
            throw new CommandException(ExitCode.USAGE, "a key file holds a key for hmac; omit --from for " + scheme.word());
        }
        if (file == null) {
            return print(scheme, editor.add(scheme), "added");
        }
        String previous = KeyFile.read(file).id();
        String id = editor.add(file);
        if (!id.equals(previous)) {
            spec.commandLine().getErr().println("maskroute: tokens of this key began with hmac." + previous
                    + " so far and begin with hmac." + id + " from now on; docs/masking.md describes how to rename the old ones");
        }
        return print(scheme, id, "added");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.DISABLED_KEY, ExitCode.UNREADABLE_FILE,
        ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "promote", mixinStandardHelpOptions = true,
            description = "Makes a key the primary key of its scheme, which makes new tokens.")
    int promote(
            @Parameters(paramLabel = "KEY", converter = KeyName.Converter.class, description = "SCHEME.ID, as in tokens") KeyName key) {
        new KeysetEditor(folder()).promote(key.scheme(), key.id());
        return print(key.scheme(), key.id(), "primary");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE,
        ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "disable", mixinStandardHelpOptions = true,
            description = "Disables a key: its tokens can no longer be decoded. The key stays in the keyset.")
    int disable(
            @Parameters(paramLabel = "KEY", converter = KeyName.Converter.class, description = "SCHEME.ID, as in tokens") KeyName key) {
        new KeysetEditor(folder()).disable(key.scheme(), key.id());
        return print(key.scheme(), key.id(), "disabled");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Enables a disabled key again.")
    int enable(
            @Parameters(paramLabel = "KEY", converter = KeyName.Converter.class, description = "SCHEME.ID, as in tokens") KeyName key) {
        new KeysetEditor(folder()).enable(key.scheme(), key.id());
        return print(key.scheme(), key.id(), "enabled");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "export", mixinStandardHelpOptions = true,
            description = "Copies the keyset to a new folder, wrapped: for a backup, for drains, or for people who may decode.")
    int export(
            @Option(names = "--wrapped", required = true, paramLabel = "KEY",
                    description = "The key to wrap it with: a file with 32 random bytes in base64, or aws-kms://arn:…") String kek,
            @Option(names = "--scheme", paramLabel = "SCHEME", converter = SchemeWord.class, completionCandidates = SchemeWord.class,
                    description = "Copy only the keys of this scheme: ${COMPLETION-CANDIDATES}; may be repeated.")
                    @Nullable List<Scheme> schemes,
            @Parameters(paramLabel = "FOLDER", description = "The new folder") Path target) {
        Settings loaded = settings.load();
        Set<Scheme> selected = schemes == null ? EnumSet.allOf(Scheme.class) : EnumSet.copyOf(schemes);
        new KeysetEditor(keyset.folder(loaded)).export(selected, new ServiceFactory(loaded).keyset(target, Optional.of(kek)));
        lines.print("wrapped copy in " + target, Map.of("folder", target.toString()));
        return ExitCode.OK.code();
    }

    private KeysetFolder folder() {
        return keyset.folder(settings.load());
    }

    private int print(Scheme scheme, String id, String state) {
        lines.print(scheme.keyName(id) + " " + state, Map.of("scheme", scheme.word(), "id", id, "state", state));
        return ExitCode.OK.code();
    }
}
