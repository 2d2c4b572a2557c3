package io.github.maskroute.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.ShippedSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads settings from the file, the environment and system properties. */
class SettingsSourcesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldPassOtherKeysOfTheFileToCamel() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.properties"), Files.readString(ShippedSettings.FILE)
                + "\nmine.place=Z\u00fcrich\n");

        assertThat(SettingsReader.load(file).others()).containsEntry("mine.place", "Z\u00fcrich").containsEntry("camel.main.name",
                "maskroute")
                .doesNotContainKey("maskroute.routes");
    }

    @Test
    void shouldPreferSystemPropertiesToTheEnvironmentAndBothToTheFile() {
        Properties system = new Properties();
        system.setProperty("maskroute.batch.writers", "3");
        Settings settings = SettingsReader.of(ShippedSettings.properties(), Map.of(
                "MASKROUTE_BATCH_WRITERS", "2", "MASKROUTE_BATCH_MAX_ROWS", " 7 ", "MASKROUTE_DEAD_LETTER_QUEUE", "other", "PATH", "/bin"),
                system);

        assertThat(settings.batch().writers()).isEqualTo(3);
        assertThat(settings.batch().maxRows()).isEqualTo(7);
        assertThat(settings.values().get("maskroute.dead-letter.queue")).isEqualTo("other");
        assertThat(settings.values()).containsEntry("maskroute.queue.wait-seconds", "20");
    }

    @Test
    void shouldNameAnUnknownVariable() {
        assertThatThrownBy(() -> SettingsReader.of(ShippedSettings.properties(), Map.of("MASKROUTE_BATCH_ROWS", "secret"),
                new Properties()))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("MASKROUTE_BATCH_ROWS is unknown")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldHaveADifferentVariableForEachKey() {
        assertThat(Settings.keys().stream().map(key -> key.replace('-', '_').replace('.', '_'))).doesNotHaveDuplicates();
    }

    @Test
    void shouldResolveRelativePathsOfTheFileAgainstItsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("own.properties"), Files.readString(ShippedSettings.FILE)
                + "\nmaskroute.mask.keyset=keys\nmaskroute.mask.kek=aws-kms://arn:aws:kms:eu-central-1:1:key/k\n");

        Settings settings = SettingsReader.load(file);

        assertThat(settings.values().get("maskroute.mask.keyset")).isEqualTo(folder.resolve("keys").toString());
        assertThat(settings.values().get("maskroute.routes")).isEqualTo(folder.resolve("routes").toString());
        assertThat(settings.values().get("maskroute.mask.kek")).startsWith("aws-kms://");
        assertThat(settings.file()).isEqualTo(file);
        assertThat(SettingsReader.load(ShippedSettings.FILE).routes().folder()).isEqualTo(Path.of("routes"));
    }

    @Test
    void shouldRefuseFileThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("no-such.properties");
        Path latin = Files.write(folder.resolve("latin.properties"), "a=\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SettingsReader.load(missing)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> SettingsReader.load(latin)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(latin.toString())
                .hasMessageContaining("is not UTF-8: line 1 has");
    }

    @Test
    void shouldIgnoreAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("marked.properties"),
                "\ufeffmaskroute.batch.max-rows=7\r\n" + Files.readString(ShippedSettings.FILE)
                        .replaceAll("(?m)^maskroute\\.batch\\.max-rows=.*$", ""));

        assertThat(SettingsReader.load(file).batch().maxRows()).isEqualTo(7);
    }

    /** The JVM reads a UTF-8 variable so if the locale is C. */
    @Test
    void shouldRefuseValuesThatCouldNotBeDecoded() {
        assertThatThrownBy(() -> SettingsReader.of(ShippedSettings.properties(), Map.of("MASKROUTE_DB_PASSWORD", "gr\ufffd\ufffdn"),
                new Properties()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting maskroute.db.password has characters that could not be read")
                .hasMessageContaining("LC_ALL=C.UTF-8").hasMessageNotContaining("gr\ufffd");
    }
}
