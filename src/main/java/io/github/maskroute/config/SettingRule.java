package io.github.maskroute.config;

import static java.util.Map.entry;

import io.github.maskroute.schedule.Windows;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The rule of a setting.
 *
 * @param words of the error: the rest of the sentence 'it must be …'
 * @param example a value that keeps the rule
 * @param optional whether the key may be unset
 * @param problem describes the error in a value without quoting it; empty if none exists
 */
record SettingRule(String words, String example, boolean optional, Function<String, Optional<String>> problem) {

    private static final String OTHER_FORM = "the value is not of that form";

    /** The rule of each known key. */
    static final Map<String, SettingRule> BY_KEY = Collections.unmodifiableMap(new TreeMap<>(Map.ofEntries(
            entry("maskroute.queue.name", queueName("logins")),
            entry("maskroute.queue.region", matching("an AWS region", "eu-central-1", "[a-z0-9-]+").orUnset()),
            entry("maskroute.queue.endpoint", httpUrl("http://127.0.0.1:4566").orUnset()),
            entry("maskroute.queue.access-key", text("AKIA…").orUnset()),
            entry("maskroute.queue.secret-key", text("the key's secret").orUnset()),
            entry("maskroute.queue.url", httpUrl("https://sqs.eu-central-1.amazonaws.com/123456789012/logins").orUnset()),
            entry("maskroute.queue.concurrent-consumers", number(1, 64, 2)),
            entry("maskroute.queue.wait-seconds", number(0, 20, 20)),
            entry("maskroute.queue.visibility-seconds", number(10, 43_200, 60)),
            entry("maskroute.dead-letter.queue", queueName("logins-dlq")),
            entry("maskroute.dead-letter.queue-url", httpUrl("https://sqs.eu-central-1.amazonaws.com/123456789012/logins-dlq").orUnset()),
            entry("maskroute.dead-letter.body", oneOf("original", "sealed")),
            entry("maskroute.dead-letter.keyset", path("dead-letter-keys").orUnset()),
            entry("maskroute.db.url", matching("a JDBC URL of PostgreSQL, without user, password, logServerErrorDetail,"
                            + " NonValidatingFactory and sslhostnameverifier in it",
                    "jdbc:postgresql://db.example.com:5432/app",
                    "jdbc:postgresql:(?!.*(?:@|[?&]user=|password|logServerErrorDetail|NonValidatingFactory|sslhostnameverifier))\\S+").orUnset()),
            entry("maskroute.db.user", text("app")),
            entry("maskroute.db.password", text("the login's password")),
            entry("maskroute.db.migrate", flag()),
            entry("maskroute.mask.scheme", oneOf("hmac", "siv")),
            entry("maskroute.mask.keyset", path("keys").orUnset()),
            entry("maskroute.mask.kek", path("kek.key").orUnset()),
            entry("maskroute.mask.kms-endpoint", httpUrl("http://127.0.0.1:4566").orUnset()),
            entry("maskroute.mask.key-file", path("mask.key").orUnset()),
            entry("maskroute.unmask.daily-limit", number(1, 100_000_000, 1_000)),
            entry("maskroute.batch.max-rows", number(1, 1_000, 200)),
            entry("maskroute.batch.writers", number(1, 32, 1)),
            entry("maskroute.retry.max-pause-seconds", number(1, 300, 30)),
            entry("maskroute.ledger.retention", matching("days or hours", "15d or 400h", "[1-9][0-9]{0,4}[dh]")),
            entry("maskroute.ledger.prune-minutes", number(1, 1_440, 10)),
            entry("maskroute.routes", path("routes")),
            entry("maskroute.routes.reload", flag()),
            entry("maskroute.run.mode", oneOf("serve", "drain")),
            entry("maskroute.run.max-messages", number(1, 999_999_999, 100_000).orUnset()),
            entry("maskroute.run.max-duration", matching("seconds, minutes or hours", "30s, 10m or 2h", "[1-9][0-9]{0,5}[smh]").orUnset()),
            entry("maskroute.schedule.windows", new SettingRule("windows of time, separated by semicolons",
                    "01:00-05:00 Europe/Berlin; MON-FRI 12:00-13:00", true, Windows::problem)),
            entry("maskroute.http.address", matching("an IP address or host name to listen on", "127.0.0.1", "[A-Za-z0-9.:-]+")),
            entry("maskroute.http.port", number(0, 65_535, 8_080)),
            entry("maskroute.log.format", oneOf("text", "json")),
            entry("maskroute.tracing", flag()),
            entry("maskroute.dev-services", oneOf("auto", "on", "off")),
            entry("maskroute.dev-services.queue-port", number(1, 65_535, 4_566)),
            entry("maskroute.dev-services.db-port", number(1, 65_535, 5_432)),
            entry("maskroute.dev-services.samples", flag()))));

    /** Whether a value keeps the rule of its key. */
    static boolean accepts(String key, String value) {
        return !value.isBlank() && BY_KEY.get(key).problem().apply(value).isEmpty();
    }

    /** The sentence for the error about a value that breaks the rule. */
    String sentence() {
        return "it must be " + words + ", for example " + example;
    }

    private static SettingRule text(String example) {
        return new SettingRule("any text", example, false, value -> Optional.empty());
    }

    /** Without a UTF-8 locale Java cannot name a file outside of ASCII. */
    private static SettingRule path(String example) {
        return new SettingRule("a path", example, false, value -> isPath(value) || value.startsWith("aws-kms:") ? Optional.empty()
                : Optional.of("the value has a character that file names here cannot have;"
                        + " if it is a letter, start with LC_ALL=C.UTF-8"));
    }

    private static boolean isPath(String value) {
        try {
            Path.of(value);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static SettingRule queueName(String example) {
        return matching("a queue name of 1 to 80 characters A-Z a-z 0-9 _ -, with .fifo at its end for FIFO", example,
                "(?=.{1,80}$)[A-Za-z0-9_-]+(?:\\.fifo)?");
    }

    private static SettingRule httpUrl(String example) {
        SettingRule form =
                matching("a URL http://host:port/path or https://…, without user, password or query", example, "https?://[^\\s?#@]+");
        return new SettingRule(form.words, example, false,
                value -> form.problem.apply(value).or(() -> isUri(value) ? Optional.empty() : Optional.of(OTHER_FORM)));
    }

    private static boolean isUri(String value) {
        try {
            new URI(value);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static SettingRule flag() {
        return oneOf("true", "false");
    }

    private static SettingRule oneOf(String... words) {
        return matching(String.join(" or ", words), words[0], String.join("|", words));
    }

    private static SettingRule matching(String words, String example, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new SettingRule(words, example, false,
                value -> pattern.matcher(value).matches() ? Optional.empty() : Optional.of(OTHER_FORM));
    }

    private static SettingRule number(int min, int max, int example) {
        return new SettingRule("a whole number from " + min + " to " + max, Integer.toString(example), false, value -> {
            if (!value.matches("-?[0-9]+")) {
                return Optional.of("the value is not a whole number");
            }
            boolean tooLong = value.length() > 9;
            if (value.startsWith("-") || (!tooLong && Integer.parseInt(value) < min)) {
                return Optional.of("the value is too small");
            }
            return tooLong || Integer.parseInt(value) > max ? Optional.of("the value is too large") : Optional.empty();
        });
    }

    private SettingRule orUnset() {
        return new SettingRule(words, example, true, problem);
    }
}
