package io.github.maskroute;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a setting's value must be.
 *
 * @param words for the error, to complete the sentence 'it must be …'
 * @param optional whether the key may be unset
 * @param keeps whether a value keeps the rule
 */
record SettingRule(String words, boolean optional, Predicate<String> keeps) {

    private static final SettingRule QUEUE_NAME =
            matching("a queue name: 1 to 80 of A-Z a-z 0-9 _ -, and .fifo at the end for FIFO", "(?=.{1,80}$)[A-Za-z0-9_-]+(?:\\.fifo)?");
    private static final SettingRule HTTP_URL = matching("a URL such as https://host:port/path", "https?://[^\\s?#]+");
    private static final SettingRule JDBC_URL = matching(
            "a JDBC URL such as jdbc:postgresql://host:5432/database, without user, password or logServerErrorDetail",
            "jdbc:postgresql:(?!.*(?:@|password|logServerErrorDetail))\\S+");

    /** The rule of each known key. */
    static final Map<String, SettingRule> BY_KEY = Collections.unmodifiableMap(new TreeMap<>(Map.ofEntries(
            entry("maskroute.queue.name", QUEUE_NAME),
            entry("maskroute.queue.region", matching("an AWS region such as eu-central-1", "[a-z0-9-]+").orUnset()),
            entry("maskroute.queue.endpoint", HTTP_URL.orUnset()),
            entry("maskroute.queue.access-key", text().orUnset()),
            entry("maskroute.queue.secret-key", text().orUnset()),
            entry("maskroute.queue.url", HTTP_URL.orUnset()),
            entry("maskroute.queue.concurrent-consumers", number(1, 64)),
            entry("maskroute.queue.wait-seconds", number(0, 20)),
            entry("maskroute.queue.visibility-seconds", number(10, 43_200)),
            entry("maskroute.dead-letter.queue", QUEUE_NAME),
            entry("maskroute.dead-letter.queue-url", HTTP_URL.orUnset()),
            entry("maskroute.db.url", JDBC_URL.orUnset()),
            entry("maskroute.db.user", text()),
            entry("maskroute.db.password", text()),
            entry("maskroute.db.migrate", flag()),
            entry("maskroute.mask.scheme", matching("hmac or siv", "hmac|siv")),
            entry("maskroute.mask.keyset", text().orUnset()),
            entry("maskroute.mask.kek", text().orUnset()),
            entry("maskroute.mask.kms-endpoint", HTTP_URL.orUnset()),
            entry("maskroute.mask.key-file", text().orUnset()),
            entry("maskroute.unmask.daily-limit", number(1, 100_000_000)),
            entry("maskroute.batch.max-rows", number(1, 1_000)),
            entry("maskroute.batch.writers", number(1, 32)),
            entry("maskroute.retry.max-pause-seconds", number(1, 300)),
            entry("maskroute.ledger.retention", matching("days or hours such as 15d or 400h", "[1-9][0-9]{0,4}[dh]")),
            entry("maskroute.ledger.prune-minutes", number(1, 1_440)),
            entry("maskroute.routes", text()),
            entry("maskroute.routes.reload", flag()),
            entry("maskroute.dev-services", matching("auto, on or off", "auto|on|off")),
            entry("maskroute.dev-services.queue-port", number(1, 65_535)),
            entry("maskroute.dev-services.db-port", number(1, 65_535)),
            entry("maskroute.dev-services.samples", flag()))));

    private static SettingRule text() {
        return matching("any text", ".+");
    }

    private static SettingRule matching(String words, String regex) {
        return new SettingRule(words, false, Pattern.compile(regex).asMatchPredicate());
    }

    private static SettingRule number(int min, int max) {
        return new SettingRule("a whole number from " + min + " to " + max, false,
                value -> value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max);
    }

    private static SettingRule flag() {
        return matching("true or false", "true|false");
    }

    private SettingRule orUnset() {
        return new SettingRule(words, true, keeps);
    }
}
