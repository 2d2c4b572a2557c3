package io.github.maskroute.config;

import io.github.maskroute.mask.Scheme;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code maskroute.} settings: {@code application.properties}, overridden by environment variables, overridden by system
 * properties. The file describes every setting and has its default; {@link SettingRule} has the rules. Each area is a record, which
 * checks the rules between its values.
 *
 * <p>Immutable and safe for use by several threads. Prints no value, since some are secret.
 */
public final class Settings {

    private final Path file;
    private final Map<String, String> values;
    private final Map<String, String> others;
    private final QueueSettings queue;
    private final DeadLetterSettings deadLetters;
    private final MaskSettings mask;

    Settings(Path file, Map<String, String> values, Map<String, String> others) {
        this.file = file;
        this.values = Map.copyOf(values);
        this.others = Map.copyOf(others);
        this.queue = new QueueSettings(get("maskroute.queue.name"), find("maskroute.queue.url"), find("maskroute.queue.region"),
                find("maskroute.queue.endpoint").map(URI::create), accessKey(), number("maskroute.queue.concurrent-consumers"),
                Duration.ofSeconds(number("maskroute.queue.visibility-seconds")));
        if (get("maskroute.queue.name").endsWith(".fifo") != get("maskroute.dead-letter.queue").endsWith(".fifo")) {
            throw new ConfigurationException(
                    "settings maskroute.queue.name and maskroute.dead-letter.queue must both name a FIFO queue, or neither");
        }
        this.deadLetters = new DeadLetterSettings(get("maskroute.dead-letter.queue"), find("maskroute.dead-letter.queue-url"),
                get("maskroute.dead-letter.body").equals("sealed"), find("maskroute.dead-letter.keyset").map(Path::of));
        this.mask = new MaskSettings(Scheme.named(get("maskroute.mask.scheme")), find("maskroute.mask.keyset").map(Path::of),
                find("maskroute.mask.key-file").map(Path::of), find("maskroute.mask.kek"), find("maskroute.mask.kms-endpoint"));
    }

    private Optional<AccessKey> accessKey() {
        Optional<String> id = find("maskroute.queue.access-key");
        Optional<String> secret = find("maskroute.queue.secret-key");
        if (id.isPresent() != secret.isPresent()) {
            throw new ConfigurationException(
                    "settings maskroute.queue.access-key and maskroute.queue.secret-key go together: set both or none");
        }
        return id.map(given -> new AccessKey(given, secret.orElseThrow()));
    }

    /** Checks that queue and database are either named or embedded, as {@code maskroute.dev-services} says. */
    void checkServices() {
        switch (get("maskroute.dev-services")) {
            case "on" -> Stream.of("maskroute.queue.endpoint", "maskroute.queue.url", "maskroute.queue.region", "maskroute.db.url")
                    .filter(values::containsKey).findFirst().ifPresent(key -> {
                        throw new ConfigurationException("setting " + key
                                + " does not go with maskroute.dev-services=on; unset one of them");
                    });
            case "off" -> {
                if (!queue.isExternal()) {
                    throw new ConfigurationException(
                            "setting maskroute.queue.region is missing (or maskroute.queue.endpoint for an SQS other than AWS's)");
                }
                database();
            }
            default -> { }
        }
    }

    /** The file that these settings are from. */
    public Path file() {
        return file;
    }

    public QueueSettings queue() {
        return queue;
    }

    public DeadLetterSettings deadLetters() {
        return deadLetters;
    }

    public MaskSettings mask() {
        return mask;
    }

    /** @throws ConfigurationException if no database is named */
    public DatabaseSettings database() {
        return new DatabaseSettings(get("maskroute.db.url"), get("maskroute.db.user"), get("maskroute.db.password"),
                flag("maskroute.db.migrate"));
    }

    /** Whether a database is named. */
    public boolean namesDatabase() {
        return find("maskroute.db.url").isPresent();
    }

    public BatchSettings batch() {
        return new BatchSettings(number("maskroute.batch.max-rows"), number("maskroute.batch.writers"));
    }

    public LedgerSettings ledger() {
        return new LedgerSettings(TimeSpan.parse(get("maskroute.ledger.retention")),
                Duration.ofMinutes(number("maskroute.ledger.prune-minutes")));
    }

    public RoutesSettings routes() {
        return new RoutesSettings(Path.of(get("maskroute.routes")), flag("maskroute.routes.reload"));
    }

    public RunSettings run() {
        return new RunSettings(RunSettings.Mode.valueOf(get("maskroute.run.mode").toUpperCase(Locale.ROOT)),
                find("maskroute.run.max-messages").map(Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                find("maskroute.run.max-duration").map(TimeSpan::parse));
    }

    public HttpSettings http() {
        return new HttpSettings(get("maskroute.http.address"), number("maskroute.http.port"));
    }

    public DevServicesSettings devServices() {
        boolean wanted = !get("maskroute.dev-services").equals("off");
        return new DevServicesSettings(wanted && !queue.isExternal(), wanted && !namesDatabase(),
                number("maskroute.dev-services.queue-port"), number("maskroute.dev-services.db-port"),
                flag("maskroute.dev-services.samples"));
    }

    /** Windows of time in which the drain polls; empty if it always does. */
    public Optional<String> scheduleWindows() {
        return find("maskroute.schedule.windows");
    }

    /** The longest pause between two attempts while a service is away. */
    public Duration maxRetryPause() {
        return Duration.ofSeconds(number("maskroute.retry.max-pause-seconds"));
    }

    /** Tokens that may be decoded in a day. */
    public int unmaskDailyLimit() {
        return number("maskroute.unmask.daily-limit");
    }

    public boolean tracing() {
        return flag("maskroute.tracing");
    }

    /** The format of the log lines: text or json. */
    public String logFormat() {
        return get("maskroute.log.format");
    }

    /** All values that are set, by key, for the placeholders of routes. */
    public Map<String, String> values() {
        return values;
    }

    /** The file's other keys, without {@code maskroute.}: options of Camel, and placeholders of routes. */
    public Properties others() {
        Properties properties = new Properties();
        properties.putAll(others);
        return properties;
    }

    /** Where the settings name a queue of this name, for example {@code setting maskroute.queue.name}; empty if they do not. */
    public Optional<String> settingOfQueue(String name) {
        return Stream.of("maskroute.queue.name", "maskroute.dead-letter.queue").filter(key -> get(key).equals(name)).findFirst()
                .map(key -> "setting " + key);
    }

    /** The variables for a command on the same queue and database: {@code MASKROUTE_DB_URL=…} and others, separated by spaces. */
    public String serviceVariables() {
        return Stream.of("maskroute.db.url", "maskroute.queue.endpoint", "maskroute.queue.access-key", "maskroute.queue.secret-key")
                .map(key -> variable(key) + "=" + get(key)).collect(Collectors.joining(" "));
    }

    /** The environment variable of a key. */
    static String variable(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** The same, with another folder of routes. */
    public Settings withRoutes(Path folder) {
        return with(Map.of("maskroute.routes", folder.toString()));
    }

    /** The same, with another keyset. */
    public Settings withKeyset(Path folder) {
        return with(Map.of("maskroute.mask.keyset", folder.toString()));
    }

    /** The same, with another SQS. */
    public Settings withQueue(URI endpoint, AccessKey key) {
        return with(Map.of("maskroute.queue.endpoint", endpoint.toString(),
                "maskroute.queue.access-key", key.id(), "maskroute.queue.secret-key", key.secret()));
    }

    /** The same, with another database. */
    public Settings withDatabase(String url, String user, String password) {
        return with(Map.of("maskroute.db.url", url, "maskroute.db.user", user, "maskroute.db.password", password));
    }

    /** The same, with those of these values that are not null; they are not checked. */
    public Settings withRun(RunSettings.@Nullable Mode mode, @Nullable Integer maxMessages, @Nullable String maxDuration) {
        Map<String, String> run = new HashMap<>();
        if (mode != null) {
            run.put("maskroute.run.mode", mode.word());
        }
        if (maxMessages != null) {
            run.put("maskroute.run.max-messages", maxMessages.toString());
        }
        if (maxDuration != null) {
            run.put("maskroute.run.max-duration", maxDuration);
        }
        return with(run);
    }

    private Settings with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(others);
        return new Settings(file, all, this.others);
    }

    /** The known keys. */
    public static Set<String> keys() {
        return new TreeSet<>(SettingRule.BY_KEY.keySet());
    }

    private String get(String key) {
        return find(key).orElseThrow(() ->
                new ConfigurationException("setting " + key + " is missing; " + SettingRule.BY_KEY.get(key).sentence()));
    }

    private Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private int number(String key) {
        return Integer.parseInt(get(key));
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(get(key));
    }
}
