package io.github.maskroute.testing;

import io.github.maskroute.config.Settings;
import io.github.maskroute.config.SettingsReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The shipped application.properties. */
public final class ShippedSettings {

    public static final Path FILE = Path.of("application.properties");

    private ShippedSettings() {}

    /** With other values in the file for some settings. */
    public static Settings with(Map<String, String> changes) {
        Properties file = properties();
        file.putAll(changes);
        return SettingsReader.of(file, Map.of(), new Properties());
    }

    /** As they are in the file. */
    public static Properties properties() {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE, StandardCharsets.UTF_8)) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
