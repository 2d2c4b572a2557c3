package io.github.maskroute;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code maskroute.} settings: {@code application.properties}, over it environment variables, over those system
 * properties. The file is the manual, and holds every default; this class holds the rules.
 *
 * <p>Immutable and safe for use by several threads. Prints no value, since some are secret.
 */
public final class Settings {

    private static final String PREFIX = "maskroute.";

    /** What a value must be, in words for the error, and whether the key may be unset. */
    private record Rule(String words, boolean optional, Predicate<String> keeps) {

        static Rule text() {
            return matching("any text", ".+");
        }

        static Rule matching(String words, String regex) {
            return new Rule(words, false, Pattern.compile(regex).asMatchPredicate());
        }

        static Rule number(int min, int max) {
            return new Rule("a whole number from " + min + " to " + max, false,
                    value -> value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max);
        }

        static Rule flag() {
            return matching("true or false", "true|false");
        }

        Rule orUnset() {
            return new Rule(words, true, keeps);
        }
    }

    private static final Rule QUEUE_NAME =
            Rule.matching("a queue name: 1 to 80 of A-Z a-z 0-9 _ -, and .fifo at the end for FIFO", "(?=.{1,80}$)[A-Za-z0-9_-]+(?:\\.fifo)?");
    private static final Rule HTTP_URL = Rule.matching("a URL such as https://host:port/path", "https?://[^\\s?#]+");

    private static final Map<String, Rule> RULES = new TreeMap<>(Map.ofEntries(
            entry("maskroute.queue.name", QUEUE_NAME),
            entry("maskroute.queue.region", Rule.matching("an AWS region such as eu-central-1", "[a-z0-9-]+").orUnset()),
            entry("maskroute.queue.endpoint", HTTP_URL.orUnset()),
            entry("maskroute.queue.access-key", Rule.text().orUnset()),
            entry("maskroute.queue.secret-key", Rule.text().orUnset()),
            entry("maskroute.queue.url", HTTP_URL.orUnset()),
            entry("maskroute.queue.concurrent-consumers", Rule.number(1, 64)),
            entry("maskroute.queue.wait-seconds", Rule.number(0, 20)),
            entry("maskroute.queue.visibility-seconds", Rule.number(10, 43_200)),
            entry("maskroute.dead-letter.queue", QUEUE_NAME),
            entry("maskroute.dead-letter.queue-url", HTTP_URL.orUnset()),
            entry("maskroute.db.url", Rule.matching(
                    "a JDBC URL such as jdbc:postgresql://host:5432/database, without a password", "jdbc:postgresql:(?!.*password)\\S+").orUnset()),
            entry("maskroute.db.user", Rule.text()),
            entry("maskroute.db.password", Rule.text()),
            entry("maskroute.db.migrate", Rule.flag()),
            entry("maskroute.mask.key-file", Rule.text().orUnset()),
            entry("maskroute.batch.max-rows", Rule.number(1, 10_000)),
            entry("maskroute.batch.writers", Rule.number(1, 32)),
            entry("maskroute.retry.max-pause-seconds", Rule.number(1, 300)),
            entry("maskroute.ledger.retention", Rule.matching("days or hours such as 15d or 400h", "[1-9][0-9]{0,4}[dh]")),
            entry("maskroute.ledger.prune-minutes", Rule.number(1, 1_440)),
            entry("maskroute.routes", Rule.text()),
            entry("maskroute.routes.reload", Rule.flag()),
            entry("maskroute.dev-services", Rule.matching("auto, on or off", "auto|on|off")),
            entry("maskroute.dev-services.queue-port", Rule.number(1, 65_535)),
            entry("maskroute.dev-services.db-port", Rule.number(1, 65_535)),
            entry("maskroute.dev-services.samples", Rule.flag())));

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Reads the file, the environment and the system properties of this process. */
    public static Settings load(Path file) {
        Properties system = new Properties();
        system.putAll(System.getProperties());
        return of(read(file), System.getenv(), system);
    }

    /**
     * Puts settings together and checks them.
     *
     * @throws StartException if a key is missing, blank, malformed or unknown, or does not go with another
     */
    static Settings of(Properties file, Map<String, String> environment, Properties system) {
        Map<String, String> values = new TreeMap<>();
        values.putAll(ours(file));
        values.putAll(fromEnvironment(environment));
        values.putAll(ours(system));
        values.forEach(Settings::check);
        RULES.forEach((key, rule) -> {
            if (!rule.optional() && !values.containsKey(key)) {
                throw new StartException("setting " + key + " is missing; it must be " + rule.words());
            }
        });
        Settings settings = new Settings(values);
        settings.checkTogether();
        return settings;
    }

    /** The same, with some values in place of others, unchecked: what embedded services say of themselves. */
    Settings with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(others);
        return new Settings(all);
    }

    /** The known keys. */
    static Set<String> keys() {
        return new TreeSet<>(RULES.keySet());
    }

    /** All values that are set, by key. */
    public Map<String, String> values() {
        return values;
    }

    /** A value that is set by default. */
    public String get(String key) {
        return find(key).orElseThrow(() -> new StartException("setting " + key + " is missing; it must be " + RULES.get(key).words()));
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

    /** Whether the queue shall be an embedded one: nothing else is named. */
    public boolean embedsQueue() {
        return !get("maskroute.dev-services").equals("off") && !names("maskroute.queue.endpoint", "maskroute.queue.url", "maskroute.queue.region");
    }

    /** Whether the database shall be an embedded one: nothing else is named. */
    public boolean embedsDatabase() {
        return !get("maskroute.dev-services").equals("off") && !names("maskroute.db.url");
    }

    private boolean names(String... keys) {
        return Set.of(keys).stream().anyMatch(values::containsKey);
    }

    private void checkTogether() {
        if (names("maskroute.queue.access-key") != names("maskroute.queue.secret-key")) {
            throw new StartException("settings maskroute.queue.access-key and maskroute.queue.secret-key go together: set both or none");
        }
        if (get("maskroute.queue.name").endsWith(".fifo") != get("maskroute.dead-letter.queue").endsWith(".fifo")) {
            throw new StartException("settings maskroute.queue.name and maskroute.dead-letter.queue must both be FIFO queues, or neither");
        }
        switch (get("maskroute.dev-services")) {
            case "on" -> {
                for (String key : new String[] {"maskroute.queue.endpoint", "maskroute.queue.url", "maskroute.queue.region", "maskroute.db.url"}) {
                    if (names(key)) {
                        throw new StartException("setting " + key + " does not go with maskroute.dev-services=on; unset one of them");
                    }
                }
            }
            case "off" -> {
                if (!names("maskroute.queue.endpoint", "maskroute.queue.url", "maskroute.queue.region")) {
                    throw new StartException("setting maskroute.queue.region is missing (or maskroute.queue.endpoint for an SQS other than AWS's)");
                }
                get("maskroute.db.url");
            }
            default -> { }
        }
        if (!embedsDatabase()) {
            find("maskroute.mask.key-file").orElseThrow(() -> new StartException(
                    "setting maskroute.mask.key-file is missing; make a key with `(umask 077; openssl rand -base64 32 > mask.key)`"));
        }
    }

    private static void check(String key, String value) {
        Rule rule = RULES.get(key);
        if (rule == null) {
            throw new StartException("setting " + key + " is unknown; application.properties lists those that exist");
        }
        if (value.isBlank()) {
            throw new StartException("setting " + key + " is blank; it must be " + rule.words()
                    + (rule.optional() ? ", or not there at all" : ""));
        }
        if (!rule.keeps().test(value)) {
            throw new StartException("setting " + key + " is malformed; it must be " + rule.words());
        }
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

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> keyByVariable = new TreeMap<>();
        RULES.keySet().forEach(key -> keyByVariable.put(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), key));
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
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new StartException(file + " cannot be read (" + e.getClass().getSimpleName() + "); start in the folder that holds it");
        }
    }
}
