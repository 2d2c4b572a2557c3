package io.github.maskroute.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.ShippedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the shipped settings, which are the manual. */
class SettingsTest {

    private static final String UNSET = "(unset)";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("maskroute.queue.name", "login-queue"),
            entry("maskroute.queue.region", UNSET),
            entry("maskroute.queue.endpoint", UNSET),
            entry("maskroute.queue.access-key", UNSET),
            entry("maskroute.queue.secret-key", UNSET),
            entry("maskroute.queue.url", UNSET),
            entry("maskroute.queue.concurrent-consumers", "2"),
            entry("maskroute.queue.wait-seconds", "20"),
            entry("maskroute.queue.visibility-seconds", "60"),
            entry("maskroute.dead-letter.queue", "login-queue-dlq"),
            entry("maskroute.dead-letter.queue-url", UNSET),
            entry("maskroute.dead-letter.body", "original"),
            entry("maskroute.dead-letter.keyset", UNSET),
            entry("maskroute.db.url", UNSET),
            entry("maskroute.db.user", "postgres"),
            entry("maskroute.db.password", "postgres"),
            entry("maskroute.db.migrate", "true"),
            entry("maskroute.mask.scheme", "hmac"),
            entry("maskroute.mask.keyset", UNSET),
            entry("maskroute.mask.kek", UNSET),
            entry("maskroute.mask.kms-endpoint", UNSET),
            entry("maskroute.mask.key-file", UNSET),
            entry("maskroute.unmask.daily-limit", "1000"),
            entry("maskroute.batch.max-rows", "200"),
            entry("maskroute.batch.writers", "1"),
            entry("maskroute.retry.max-pause-seconds", "30"),
            entry("maskroute.ledger.retention", "15d"),
            entry("maskroute.ledger.prune-minutes", "10"),
            entry("maskroute.routes", "routes"),
            entry("maskroute.routes.reload", "true"),
            entry("maskroute.run.mode", "serve"),
            entry("maskroute.run.max-messages", UNSET),
            entry("maskroute.run.max-duration", UNSET),
            entry("maskroute.schedule.windows", UNSET),
            entry("maskroute.http.address", "127.0.0.1"),
            entry("maskroute.http.port", "8080"),
            entry("maskroute.log.format", "text"),
            entry("maskroute.tracing", "false"),
            entry("maskroute.dev-services", "auto"),
            entry("maskroute.dev-services.queue-port", "4566"),
            entry("maskroute.dev-services.db-port", "5432"),
            entry("maskroute.dev-services.samples", "true"));

    @Test
    void shouldListEveryKeyWithItsDefaultInTheShippedFile() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Matcher line = Pattern.compile("^(#?)(maskroute\\.[a-z.-]+)=(.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(ShippedSettings.FILE));
        while (line.find()) {
            String value = line.group(1).isEmpty() ? line.group(3) : UNSET;
            assertThat(listed.put(line.group(2), value)).as("%s is listed twice", line.group(2)).isNull();
        }

        assertThat(listed).containsExactlyInAnyOrderEntriesOf(DEFAULTS);
        assertThat(Settings.keys()).containsExactlyElementsOf(new TreeSet<>(DEFAULTS.keySet()));
    }

    @Test
    void shouldReadTheShippedFileWithoutChanges() {
        Settings settings = ShippedSettings.with(Map.of());

        assertThat(settings.values()).containsExactlyInAnyOrderEntriesOf(
                DEFAULTS.entrySet().stream().filter(setting -> !setting.getValue().equals(UNSET))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(settings.batch().maxRows()).isEqualTo(200);
        assertThat(settings.routes().reload()).isTrue();
        assertThat(settings.namesDatabase()).isFalse();
        assertThat(settings.devServices().all()).isTrue();
    }

    @Test
    void shouldNameAnyKeyThatIsBlank() {
        DEFAULTS.keySet().forEach(key -> assertThatThrownBy(() -> ShippedSettings.with(Map.of(key, "  ")))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith("setting " + key + " is blank"));
    }

    @Test
    void shouldNameAnyKeyThatIsMissing() {
        DEFAULTS.entrySet().stream().filter(setting -> !setting.getValue().equals(UNSET)).map(Map.Entry::getKey).forEach(key -> {
            Properties without = ShippedSettings.properties();
            without.remove(key);
            assertThatThrownBy(() -> SettingsReader.of(without, Map.of(), new Properties()))
                    .isInstanceOf(ConfigurationException.class).hasMessageStartingWith("setting " + key + " is missing");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"maskroute.batch.maxRows", "maskroute.", "maskroute.queue", "maskroute.Queue.name"})
    void shouldNameAnyKeyThatIsUnknown(String key) {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of(key, "secret")))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith("setting " + key + " is unknown")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldIgnoreKeysOfOtherPrograms() {
        assertThat(ShippedSettings.with(Map.of("camel.main.name", "x", "maskroutes.x", "y")).values())
                .isEqualTo(ShippedSettings.with(Map.of()).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"maskroute.routes", "maskroute.mask.keyset", "maskroute.mask.kek", "maskroute.mask.key-file",
        "maskroute.dead-letter.keyset"})
    void shouldNameAPathThatNoFileCanHave(String key) {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of(key, "secret\u0000")))
                .isInstanceOf(ConfigurationException.class).hasMessageStartingWith("setting " + key + " is malformed; it must be a path")
                .hasMessageContaining("LC_ALL=C.UTF-8").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "maskroute.queue.concurrent-consumers, 1, 64", "maskroute.queue.wait-seconds, 0, 20",
        "maskroute.queue.visibility-seconds, 10, 43200",
        "maskroute.batch.max-rows, 1, 1000", "maskroute.batch.writers, 1, 32", "maskroute.retry.max-pause-seconds, 1, 300",
        "maskroute.ledger.prune-minutes, 1, 1440", "maskroute.dev-services.queue-port, 1, 65535",
        "maskroute.dev-services.db-port, 1, 65535",
    })
    void shouldEnforceTheRangeOfNumbers(String key, int min, int max) {
        assertThat(ShippedSettings.with(Map.of(key, "" + min)).values()).containsEntry(key, "" + min);
        assertThat(ShippedSettings.with(Map.of(key, "" + max)).values()).containsEntry(key, "" + max);
        for (String value : new String[] {"" + (min - 1), "" + (max + 1), "99999999999", "-7331", "7331x", "1.5", "1e1", "0x1", "\u0661"}) {
            assertMalformed(key, value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "maskroute.queue.name, a.b", "maskroute.queue.name, secret queue", "maskroute.queue.name, a.b.fifo",
        "maskroute.queue.name, 012345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "maskroute.dead-letter.queue, https://host/queue", "maskroute.queue.region, EU-Central", "maskroute.queue.endpoint, localhost:4566",
        "maskroute.queue.endpoint, http://host/?secret", "maskroute.queue.endpoint, http://user:secret@host/",
        "maskroute.queue.endpoint, http://secret{host}", "maskroute.mask.kms-endpoint, http://[secret",
        "maskroute.queue.url, https://user:secret@host/q", "maskroute.mask.kms-endpoint, https://secret@host",
        "maskroute.queue.url, secret", "maskroute.dead-letter.queue-url, ftp://host/q",
        "maskroute.db.url, jdbc:mysql://host/db", "maskroute.db.url, jdbc:postgresql://host/db?user=u&password=secret",
        "maskroute.db.url, jdbc:postgresql://host/db?user=u", "maskroute.db.url, jdbc:postgresql://host/db?ssl=true&user=u",
        "maskroute.db.migrate, yes", "maskroute.routes.reload, TRUE", "maskroute.dev-services, true", "maskroute.dev-services.samples, 1",
        "maskroute.ledger.retention, 15", "maskroute.ledger.retention, 0d", "maskroute.ledger.retention, 15 days",
        "maskroute.ledger.retention, 1d'",
        "maskroute.run.mode, once", "maskroute.run.max-messages, 0", "maskroute.run.max-duration, 10", "maskroute.schedule.windows, 25:00",
    })
    void shouldNameAnyKeyThatIsMalformed(String key, String value) {
        assertMalformed(key, value);
    }

    @Test
    void shouldSayWhatIsWrongWithWhichWindow() {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of("maskroute.schedule.windows", "01:00-05:00; 12:00-13:00 Europe/Berlim")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting maskroute.schedule.windows is malformed; it must be windows of"
                        + " time, separated by semicolons, for example 01:00-05:00 Europe/Berlin; MON-FRI 12:00-13:00;"
                        + " window 2 has an unknown time zone");
    }

    private static void assertMalformed(String key, String value) {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting " + key + " is malformed; it must be ")
                .satisfies(e -> assertThat(value.length() < 4 || !e.getMessage().contains(value)).as("quotes no value").isTrue());
    }
}
