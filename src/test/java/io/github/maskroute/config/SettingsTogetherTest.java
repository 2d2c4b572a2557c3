package io.github.maskroute.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.ShippedSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that require or exclude each other. */
class SettingsTogetherTest {

    private static final String DB = "jdbc:postgresql://127.0.0.1:5432/db";

    @ParameterizedTest
    @ValueSource(strings = {"maskroute.queue.access-key", "maskroute.queue.secret-key"})
    void shouldRequireBothCredentialsOrNone(String key) {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of(key, "top-value")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining(key).hasMessageNotContaining("top-value");
        assertThat(ShippedSettings.with(Map.of("maskroute.queue.access-key", "a", "maskroute.queue.secret-key", "b")).values())
                .containsEntry("maskroute.queue.secret-key", "b");
    }

    @Test
    void shouldRequireQueuesOfOneKind() {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of("maskroute.queue.name", "q.fifo")))
                .isInstanceOf(ConfigurationException.class).hasMessageContainingAll("maskroute.queue.name", "maskroute.dead-letter.queue");
        assertThatThrownBy(() -> ShippedSettings.with(Map.of("maskroute.dead-letter.queue", "q.fifo")))
                .isInstanceOf(ConfigurationException.class);
        assertThat(ShippedSettings.with(Map.of("maskroute.queue.name", "q.fifo", "maskroute.dead-letter.queue", "d.fifo")).queue().name())
                .isEqualTo("q.fifo");
    }

    @ParameterizedTest
    @CsvSource({
        "maskroute.queue.endpoint, http://127.0.0.1:4566", "maskroute.queue.url, http://127.0.0.1:4566/q",
        "maskroute.queue.region, eu-central-1", "maskroute.db.url, " + DB,
    })
    void shouldRejectEmbeddedServicesBesideNamedOnes(String key, String value) {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of(
                        "maskroute.dev-services", "on", key, value, "maskroute.mask.key-file", "mask.key")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining(key).hasMessageNotContaining(value);
    }

    @Test
    void shouldRequireQueueAndDatabaseWithoutEmbeddedServices() {
        Map<String, String> off = Map.of("maskroute.dev-services", "off", "maskroute.mask.key-file", "mask.key");

        assertThatThrownBy(() -> ShippedSettings.with(off)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("maskroute.queue.region is missing");
        assertThatThrownBy(() -> ShippedSettings.with(with(off, "maskroute.queue.region", "eu-central-1")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("maskroute.db.url is missing");
        assertThat(ShippedSettings.with(with(with(off, "maskroute.queue.region", "eu-central-1"), "maskroute.db.url", DB))
                .devServices().any()).isFalse();
    }

    @Test
    void shouldRejectAKeysetBesideAKeyFile() {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of("maskroute.mask.keyset", "keys", "maskroute.mask.key-file", "mask.key")))
                .isInstanceOf(ConfigurationException.class).hasMessageContainingAll("maskroute.mask.keyset", "maskroute.mask.key-file");
    }

    @Test
    void shouldRejectAKeyEncryptionKeyWithoutAKeyset() {
        assertThatThrownBy(() -> ShippedSettings.with(Map.of("maskroute.mask.kek", "kek.key", "maskroute.mask.key-file", "mask.key")))
                .isInstanceOf(ConfigurationException.class).hasMessageContainingAll("maskroute.mask.kek", "maskroute.mask.keyset");
    }

    @ParameterizedTest
    @CsvSource({
        "maskroute.queue.endpoint, http://127.0.0.1:4566, false, true", "maskroute.queue.url, http://127.0.0.1:4566/q, false, true",
        "maskroute.queue.region, eu-central-1, false, true", "maskroute.db.url, " + DB + ", true, false",
    })
    void shouldNotEmbedAServiceThatIsNamed(String key, String value, boolean queue, boolean database) {
        Settings settings = ShippedSettings.with(Map.of(key, value, "maskroute.mask.key-file", "mask.key"));

        assertThat(settings.devServices().queue()).isEqualTo(queue);
        assertThat(settings.devServices().database()).isEqualTo(database);
    }

    @Test
    void shouldReplaceValues() {
        Settings given = ShippedSettings.with(Map.of());

        assertThat(given.withDatabase(DB, "u", "p").database().url()).isEqualTo(DB);
        assertThat(given.namesDatabase()).isFalse();
    }

    @Test
    void shouldNotPrintValues() {
        assertThat(ShippedSettings.with(Map.of("maskroute.db.password", "top-value")).toString()).doesNotContain("top-value");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(key, value);
        return all;
    }
}
