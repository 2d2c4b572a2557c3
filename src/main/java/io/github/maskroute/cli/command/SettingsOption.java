package io.github.maskroute.cli.command;

import io.github.maskroute.config.Settings;
import io.github.maskroute.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that names the settings file. */
public final class SettingsOption {

    private static final String OPTION = "--settings";
    private static final String NAME = "application.properties";

    @Option(names = OPTION, scope = ScopeType.INHERIT, paramLabel = "FILE",
            description = "The settings. Default: application.properties in the current folder, otherwise the program's.")
    private @Nullable Path file;

    /** Finds the option in arguments that picocli has not parsed yet. */
    public static SettingsOption in(String... args) {
        SettingsOption option = new SettingsOption();
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(OPTION + "=")) {
                option.file = Path.of(args[i].substring(OPTION.length() + 1));
            } else if (args[i].equals(OPTION) && i + 1 < args.length) {
                option.file = Path.of(args[i + 1]);
            }
        }
        return option;
    }

    /** @throws io.github.maskroute.config.ConfigurationException if the settings are missing or malformed */
    public Settings load() {
        return SettingsReader.load(file());
    }

    private Path file() {
        if (file != null) {
            return file;
        }
        Path here = Path.of(NAME);
        String home = System.getProperty("cli.home");
        return home == null || (Files.exists(here) && isTrusted(here)) ? here : Path.of(home, NAME);
    }

    /**
     * Rejects a file of another user. Settings name databases, keys and routes: a command must not use a file by chance that someone else
     * left in the current folder.
     */
    private static boolean isTrusted(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
                boolean trusted = List.of("root", System.getProperty("user.name")).contains(attributes.owner().getName());
                if (!trusted || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                    throw new CommandException(ExitCode.SETTINGS, file.toAbsolutePath()
                            + " belongs to another user, or every user can change it; name the settings with --settings");
                }
            }
            return true;
        } catch (IOException e) {
            throw new CommandException(ExitCode.SETTINGS, file + " cannot be checked (" + e.getClass().getSimpleName()
                    + "); name the settings with --settings");
        }
    }
}
