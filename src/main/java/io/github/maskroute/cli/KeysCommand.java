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

/** The keyset: what it holds, and its changes. Running drains take each change over within seconds. */
@Command(name = "keys", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Shows and changes the keyset. Running drains take a change over within seconds.")
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
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys by scheme, id and state; never a key itself.")
    int list() {
        for (Keyset.KeyEntry entry : folder().read().entries()) {
            say(entry.scheme(), entry.id(), entry.state());
        }
        return ExitCode.OK.code();
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "add", mixinStandardHelpOptions = true, description = {
        "Adds a new key. The first of a scheme is its primary key; a later one makes tokens once it is promoted."})
    int add(
            @Parameters(paramLabel = "SCHEME", converter = SchemeWord.class, completionCandidates = SchemeWord.class,
                    description = "One of ${COMPLETION-CANDIDATES}") Scheme scheme,
            @Option(names = "--from", paramLabel = "FILE",
                    description = "Take the key of a key file, for hmac; its tokens stay the same.") @Nullable Path file) {
        KeysetEditor editor = new KeysetEditor(folder());
        if (file != null && scheme != Scheme.HMAC) {
            throw new CommandException(ExitCode.USAGE, "a key file holds a key for hmac; leave --from away for " + scheme.word());
        }
        if (file == null) {
            return say(scheme, editor.add(scheme), "added");
        }
        String before = KeyFile.read(file).id();
        String id = editor.add(file);
        if (!id.equals(before)) {
            spec.commandLine().getErr().println("maskroute: tokens of this key said hmac." + before + " so far and say hmac." + id
                    + " from now on; docs/masking.md tells how to rename the old ones");
        }
        return say(scheme, id, "added");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.DISABLED_KEY, ExitCode.UNREADABLE_FILE,
        ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Makes a key the one that makes new tokens.")
    int promote(
            @Parameters(paramLabel = "KEY", converter = KeyName.Parser.class, description = "As in tokens: SCHEME.ID") KeyName key) {
        new KeysetEditor(folder()).promote(key.scheme(), key.id());
        return say(key.scheme(), key.id(), "primary");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE,
        ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "disable", mixinStandardHelpOptions = true,
            description = "Takes a key out of use: its tokens can no longer be decoded. It stays in the keyset.")
    int disable(
            @Parameters(paramLabel = "KEY", converter = KeyName.Parser.class, description = "As in tokens: SCHEME.ID") KeyName key) {
        new KeysetEditor(folder()).disable(key.scheme(), key.id());
        return say(key.scheme(), key.id(), "disabled");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.UNKNOWN_KEY, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Takes a disabled key back into use.")
    int enable(
            @Parameters(paramLabel = "KEY", converter = KeyName.Parser.class, description = "As in tokens: SCHEME.ID") KeyName key) {
        new KeysetEditor(folder()).enable(key.scheme(), key.id());
        return say(key.scheme(), key.id(), "enabled");
    }

    @Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY})
    @Command(name = "export", mixinStandardHelpOptions = true,
            description = "Copies the keyset to a new folder, wrapped: for a back-up, for drains, or for those who may decode.")
    int export(
            @Option(names = "--wrapped", required = true, paramLabel = "KEY",
                    description = "What to wrap it with: a file with 32 random bytes in base64, or aws-kms://arn:…") String kek,
            @Option(names = "--scheme", paramLabel = "SCHEME", converter = SchemeWord.class, completionCandidates = SchemeWord.class,
                    description = "Copy the keys of this scheme only: ${COMPLETION-CANDIDATES}; may be repeated.") @Nullable List<Scheme> schemes,
            @Parameters(paramLabel = "FOLDER", description = "The new folder") Path target) {
        Settings loaded = settings.load();
        Set<Scheme> chosen = schemes == null ? EnumSet.allOf(Scheme.class) : EnumSet.copyOf(schemes);
        new KeysetEditor(keyset.folder(loaded)).export(chosen, new ServiceFactory(loaded).keyset(target, Optional.of(kek)));
        lines.print("wrapped copy in " + target, Map.of("folder", target.toString()));
        return ExitCode.OK.code();
    }

    private KeysetFolder folder() {
        return keyset.folder(settings.load());
    }

    private int say(Scheme scheme, String id, String state) {
        lines.print(scheme.keyName(id) + " " + state, Map.of("scheme", scheme.word(), "id", id, "state", state));
        return ExitCode.OK.code();
    }
}
