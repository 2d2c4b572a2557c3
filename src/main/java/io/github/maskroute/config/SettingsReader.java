package io.github.maskroute.config;

import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Merges a file, the environment and the system properties, and checks each value by its {@link SettingRule}. */
public final class SettingsReader {

    private static final String PREFIX = "maskroute.";

    /** What the JVM puts in the place of bytes that it cannot decode. */
    private static final char UNDECODABLE = '\uFFFD';

    /** Settings that name files or folders. */
    private static final List<String> PATH_KEYS =
            List.of("maskroute.routes", "maskroute.mask.keyset", "maskroute.mask.kek", "maskroute.mask.key-file",
                    "maskroute.dead-letter.keyset");

    private static final Path DEFAULT_FILE = Path.of("application.properties");

    private SettingsReader() {}

    /**
     * Reads the file, the environment and the system properties of this process.
     *
     * @throws ConfigurationException if a key is missing, blank, malformed or unknown, or does not go with another
     */
    public static Settings load(Path file) {
        Properties system = new Properties();
        system.putAll(System.getProperties());
        return read(file, file(file), System.getenv(), system);
    }

    /** The same with values that were read already. */
    public static Settings of(Properties file, Map<String, String> environment, Properties system) {
        return read(DEFAULT_FILE, file, environment, system);
    }

    private static Settings read(Path origin, Properties file, Map<String, String> environment, Properties system) {
        Map<String, String> values = new TreeMap<>(resolved(origin, ours(file)));
        values.putAll(fromEnvironment(environment));
        values.putAll(ours(system));
        values.forEach(SettingsReader::check);
        SettingRule.BY_KEY.forEach((key, rule) -> {
            if (!rule.optional() && !values.containsKey(key)) {
                throw new ConfigurationException("setting " + key + " is missing; " + rule.sentence());
            }
        });
        Settings settings = new Settings(origin, values, others(file));
        settings.checkServices();
        return settings;
    }

    /** Relative paths in a file start at its folder, so that they name the same files wherever the program is started. */
    private static Map<String, String> resolved(Path origin, Map<String, String> values) {
        Map<String, String> resolved = new TreeMap<>(values);
        PATH_KEYS.forEach(key -> resolved.computeIfPresent(key, (found, path) ->
                path.startsWith("aws-kms:") || !SettingRule.accepts(key, path) ? path : origin.resolveSibling(path).toString()));
        return resolved;
    }

    private static void check(String key, String value) {
        SettingRule rule = SettingRule.BY_KEY.get(key);
        if (rule == null) {
            throw new ConfigurationException("setting " + key + " is unknown; application.properties lists those that exist");
        }
        if (value.indexOf(UNDECODABLE) >= 0) {
            throw new ConfigurationException("setting " + key + " has characters that could not be read; write the file in UTF-8, and set"
                    + " variables under a locale of UTF-8, for example LC_ALL=C.UTF-8");
        }
        if (value.isBlank()) {
            throw new ConfigurationException("setting " + key + " is blank; " + rule.sentence()
                    + (rule.optional() ? ", or not set" : ""));
        }
        rule.problem().apply(value).ifPresent(problem -> {
            throw new ConfigurationException("setting " + key + " is malformed; " + rule.sentence() + "; " + problem);
        });
    }

    private static Map<String, String> ours(Properties properties) {
        Map<String, String> ours = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                ours.put(key, properties.getProperty(key).strip());
            }
        }
        return ours;
    }

    private static Map<String, String> others(Properties properties) {
        return properties.stringPropertyNames().stream().filter(key -> !key.startsWith(PREFIX))
                .collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> keyByVariable = new TreeMap<>();
        SettingRule.BY_KEY.keySet().forEach(key -> keyByVariable.put(Settings.variable(key), key));
        Map<String, String> ours = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith("MASKROUTE_")) {
                ours.put(keyByVariable.getOrDefault(variable, variable), value.strip());
            }
        });
        return ours;
    }

    private static Properties file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = TextInput.open(file)) {
            properties.load(reader);
            return properties;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(file + " has a \\u that no four hexadecimal digits follow; write a backslash twice");
        } catch (UnreadableTextException e) {
            throw new ConfigurationException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read (" + e.getClass().getSimpleName()
                    + "); start in the folder that holds it");
        }
    }
}
