package io.github.maskroute.cli;

import io.github.maskroute.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the settings are. */
final class SettingsOption {

    private static final String NAME = "application.properties";

    @Option(names = "--settings", scope = ScopeType.INHERIT, paramLabel = "FILE",
            description = "The settings. Default: application.properties of this folder, or else of the program.")
    private @Nullable Path file;

    /** @throws io.github.maskroute.StartException if they are missing or malformed */
    Settings load() {
        return Settings.load(file());
    }

    private Path file() {
        if (file != null) {
            return file;
        }
        Path here = Path.of(NAME);
        String home = System.getProperty("cli.home");
        return Files.exists(here) || home == null ? here : Path.of(home, NAME);
    }
}
