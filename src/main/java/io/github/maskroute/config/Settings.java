package io.github.maskroute.config;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The {@code maskroute.} settings: {@code application.properties}, over it environment variables, over those system
 * properties. The file is the manual, and holds every default; {@link SettingRule} holds the rules.
 *
 * <p>Immutable and safe for use by several threads. Prints no value, since some are secret.
 */
public final class Settings {

    private static final String PREFIX = "maskroute.";

    /** What the JVM puts in the place of bytes that are no text to it. */
    private static final char UNDECODABLE = '\uFFFD';

    /** Any of these names a queue that is there already. */
    private static final String[] QUEUE_KEYS = {"maskroute.queue.endpoint", "maskroute.queue.url", "maskroute.queue.region"};

    /** Settings that name files or folders. */
    private static final List<String> PATH_KEYS =
            List.of("maskroute.routes", "maskroute.mask.keyset", "maskroute.mask.kek", "maskroute.mask.key-file",
                    "maskroute.dead-letter.keyset");

    private static final Path DEFAULT_FILE = Path.of("application.properties");

    private final Path file;
    private final Map<String, String> values;
    private final Map<String, String> others;

    private Settings(Path file, Map<String, String> values, Map<String, String> others) {
        this.file = file;
        this.values = Map.copyOf(values);
        this.others = Map.copyOf(others);
    }

    /** Reads the file, the environment and the system properties of this process. */
    public static Settings load(Path file) {
        Properties system = new Properties();
        system.putAll(System.getProperties());
        return of(file, read(file), System.getenv(), system);
    }

    /**
     * Puts settings together and checks them.
     *
     * @throws ConfigurationException if a key is missing, blank, malformed or unknown, or does not go with another
     */
    public static Settings of(Properties file, Map<String, String> environment, Properties system) {
        return of(DEFAULT_FILE, file, environment, system);
    }

    private static Settings of(Path origin, Properties file, Map<String, String> environment, Properties system) {
        Map<String, String> values = new TreeMap<>(from(origin, ours(file)));
        values.putAll(fromEnvironment(environment));
        values.putAll(ours(system));
        values.forEach(Settings::check);
        SettingRule.BY_KEY.forEach((key, rule) -> {
            if (!rule.optional() && !values.containsKey(key)) {
                throw new ConfigurationException("setting " + key + " is missing; " + rule.sentence());
            }
        });
        Settings settings = new Settings(origin, values, others(file));
        settings.checkTogether();
        return settings;
    }

    /** Relative paths in a file are taken from its folder: wherever the program is started, they lead to the same files. */
    private static Map<String, String> from(Path origin, Map<String, String> values) {
        Map<String, String> resolved = new TreeMap<>(values);
        PATH_KEYS.forEach(key -> resolved.computeIfPresent(key,
                (found, path) -> path.startsWith("aws-kms:") || !accepts(key, path) ? path : origin.resolveSibling(path).toString()));
        return resolved;
    }

    /** Whether a value keeps the rule of its key. */
    public static boolean accepts(String key, String value) {
        return !value.isBlank() && SettingRule.BY_KEY.get(key).problem().apply(value).isEmpty();
    }

    /** The same, with some values in place of others, unchecked: what embedded services say of themselves, or options of a command. */
    public Settings with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(others);
        return new Settings(file, all, this.others);
    }

    /** The same, with another folder of routes. */
    public Settings withRoutes(Path folder) {
        return with(Map.of("maskroute.routes", folder.toString()));
    }

    /** The file that these are from. */
    public Path file() {
        return file;
    }

    /** The known keys. */
    public static Set<String> keys() {
        return new TreeSet<>(SettingRule.BY_KEY.keySet());
    }

    /** All values that are set, by key. */
    public Map<String, String> values() {
        return values;
    }

    /** The same for the placeholders of routes, with their folder in the form that Camel leaves as it is. */
    public Properties forRoutes() {
        Properties properties = new Properties();
        properties.putAll(values);
        properties.put("maskroute.routes", CamelPath.of(Path.of(get("maskroute.routes"))));
        return properties;
    }

    /** What the file says to Camel, and to the placeholders of routes, under keys that are not ours. */
    public Properties others() {
        Properties properties = new Properties();
        properties.putAll(others);
        return properties;
    }

    /** A value that is set by default. */
    public String get(String key) {
        return find(key).orElseThrow(() ->
                new ConfigurationException("setting " + key + " is missing; " + SettingRule.BY_KEY.get(key).sentence()));
    }

    /** A value that may be unset. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public int number(String key) {
        return Integer.parseInt(get(key));
    }

    public boolean flag(String key) {
        return Boolean.parseBoolean(get(key));
    }

    /** How long the ledger knows a message. */
    public Duration retention() {
        String value = get("maskroute.ledger.retention");
        long number = Long.parseLong(value.substring(0, value.length() - 1));
        return value.endsWith("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }

    /** Whether the queue shall be an embedded one: nothing else is named. */
    public boolean embedsQueue() {
        return !get("maskroute.dev-services").equals("off") && !names(QUEUE_KEYS);
    }

    /** Whether the database shall be an embedded one: nothing else is named. */
    public boolean embedsDatabase() {
        return !get("maskroute.dev-services").equals("off") && !names("maskroute.db.url");
    }

    /** Whether the run ends by itself. */
    public boolean drains() {
        return get("maskroute.run.mode").equals("drain");
    }

    /** Whether the keys to mask with are named. */
    public boolean namesKeys() {
        return names("maskroute.mask.keyset", "maskroute.mask.key-file");
    }

    private boolean names(String... keys) {
        return Set.of(keys).stream().anyMatch(values::containsKey);
    }

    private void checkTogether() {
        if (names("maskroute.queue.access-key") != names("maskroute.queue.secret-key")) {
            throw new ConfigurationException("settings maskroute.queue.access-key and maskroute.queue.secret-key go together: set both or none");
        }
        if (get("maskroute.queue.name").endsWith(".fifo") != get("maskroute.dead-letter.queue").endsWith(".fifo")) {
            throw new ConfigurationException("settings maskroute.queue.name and maskroute.dead-letter.queue must both be FIFO queues, or neither");
        }
        switch (get("maskroute.dev-services")) {
            case "on" -> {
                for (String key : values.keySet()) {
                    if (List.of(QUEUE_KEYS).contains(key) || key.equals("maskroute.db.url")) {
                        throw new ConfigurationException("setting " + key + " does not go with maskroute.dev-services=on; unset one of them");
                    }
                }
            }
            case "off" -> {
                if (!names(QUEUE_KEYS)) {
                    throw new ConfigurationException(
                            "setting maskroute.queue.region is missing (or maskroute.queue.endpoint for an SQS other than AWS's)");
                }
                get("maskroute.db.url");
            }
            default -> { }
        }
        if (names("maskroute.mask.keyset") && names("maskroute.mask.key-file")) {
            throw new ConfigurationException("settings maskroute.mask.keyset and maskroute.mask.key-file exclude each other: unset one of them");
        }
        if (get("maskroute.dead-letter.body").equals("sealed") && !names("maskroute.dead-letter.keyset")) {
            throw new ConfigurationException(
                    "setting maskroute.dead-letter.body=sealed needs maskroute.dead-letter.keyset: name the key to seal with");
        }
        if (names("maskroute.mask.kek") && !names("maskroute.mask.keyset")) {
            throw new ConfigurationException("setting maskroute.mask.kek goes with maskroute.mask.keyset: set both, or unset it");
        }
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
            throw new ConfigurationException("setting " + key + " is blank; " + rule.sentence() + (rule.optional() ? ", or not there at all" : ""));
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
        SettingRule.BY_KEY.keySet().forEach(key -> keyByVariable.put(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), key));
        Map<String, String> ours = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith("MASKROUTE_")) {
                ours.put(keyByVariable.getOrDefault(variable, variable), value.strip());
            }
        });
        return ours;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = TextInput.open(file)) {
            properties.load(reader);
            return properties;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(file + " has a \\u that no four hexadecimal digits follow; write a backslash twice");
        } catch (UnreadableTextException e) {
            throw new ConfigurationException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read (" + e.getClass().getSimpleName() + "); start in the folder that holds it");
        }
    }
}
