package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each invalid input has its own exit code and one line of error, and decodes nothing. */
class UnmaskRefusalsIT {

    private static final String IP = "198.51.100.7";

    @TempDir
    private Path folder;

    private UnmaskFixture fixture;

    @BeforeEach
    void open() {
        fixture = new UnmaskFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldRefuseUnknownKey() {
        String token = fixture.token("ip", IP).replaceFirst("^siv\\.[0-9a-f]{8}", "siv.0badc0de");

        assertThat(fixture.unmask(token).refused(ExitCode.UNKNOWN_KEY).err()).contains("token 1: key siv.0badc0de is not in the keyset");
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldRefuseDisabledKey() {
        String token = fixture.token("ip", IP);
        String id = token.split("\\.")[1];
        fixture.editor().promote(Scheme.SIV, fixture.editor().add(Scheme.SIV));
        fixture.editor().disable(Scheme.SIV, id);

        assertThat(fixture.unmask(token).refused(ExitCode.DISABLED_KEY).err()).contains("maskroute keys enable siv." + id);
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldRefuseTamperedToken() {
        for (String scheme : List.of("siv", "prefix")) {
            String token = fixture.token(scheme, "ip", IP);
            String body = token.substring(token.indexOf('.', 7) + 1);
            String altered = (body.startsWith("0") ? "1" : "0") + body.substring(1);

            fixture.unmask(token.replace(body, altered)).refused(ExitCode.TAMPERED_TOKEN);
            fixture.unmask(token.substring(0, token.length() - 1)).refused(ExitCode.TAMPERED_TOKEN);
            assertThat(fixture.commands().errors()).doesNotContain(altered);
        }
    }

    @Test
    void shouldPrintValuesBeforeTamperedToken() {
        String good = fixture.token("ip", IP);
        CommandResult result = fixture.unmask(good, good + "AAAA", good).stopped(ExitCode.TAMPERED_TOKEN);

        assertThat(result.lines()).containsExactly(IP);
        assertThat(result.err()).contains("token 2: ");
        assertThat(fixture.counts()).as("records of the audit, including the failed attempt").containsExactly(1, 1);
    }

    @Test
    void shouldRefuseTokenOfAnotherField() {
        String device = fixture.token("device_id", "123-45-6789");

        fixture.unmask("--field", "ip", device).refused(ExitCode.OTHER_FIELD);
        fixture.unmask("--field", "ip", fixture.token("prefix", "ip", IP)).done();
        fixture.unmaskCsv("masked_ip\n" + device + "\n", "--column", "masked_ip").stopped(ExitCode.OTHER_FIELD);
        fixture.unmask("--field", "home", device).refused(ExitCode.USAGE);
    }

    @Test
    void shouldRefuseKeysetOfAnotherKind() throws IOException {
        String token = fixture.token("ip", IP);
        Files.copy(fixture.keyset().resolve("hmac.json"), fixture.keyset().resolve("siv.json"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(fixture.unmask(token).refused(ExitCode.WRONG_KEYSET).err()).contains("siv.json contains keys that siv cannot use");
    }

    @Test
    void shouldRefuseUnreadableKeyset() throws IOException {
        String token = fixture.token("ip", IP);
        Path file = fixture.keyset().resolve("siv.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(fixture.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "{\"key\": \"" + KeyFiles.COUNTING);
        assertThat(fixture.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("is not a keyset")
                .doesNotContain(KeyFiles.COUNTING);

        Stream.of("siv", "hmac", "prefix").forEach(name -> fixture.keyset().resolve(name + ".json").toFile().delete());
        assertThat(fixture.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("keyset folder " + fixture.keyset() + " has no");
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldRefuseMissingOrWrongKeyEncryptionKey() {
        String token = fixture.token("ip", IP);
        String kek = KeyFiles.write(folder, KeyFiles.COUNTING).toString();
        String otherKek = KeyFiles.write(folder, KeyFiles.COUNTING.replace('A', 'B')).toString();
        Path wrapped = folder.resolve("wrapped");
        fixture.commands().run("keys", "export", "--keyset", fixture.keyset().toString(), "--wrapped", kek, wrapped.toString()).done();

        assertThat(unmaskWith(wrapped, token, "--kek", kek).done().out()).isEqualTo(IP + "\n");
        unmaskWith(wrapped, token, "--kek", otherKek).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(wrapped, token, "--kek", "aws-kms://arn").refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(wrapped, token, "--kek", folder.resolve("none").toString()).refused(ExitCode.UNREADABLE_FILE);
        unmaskWith(wrapped, token).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(fixture.keyset(), token, "--kek", kek).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        assertThat(fixture.counts()).containsExactly(1);
    }

    @Test
    void shouldNotDefaultToKeysetOfTheDrain() {
        fixture.commands().with("maskroute.mask.keyset", fixture.keyset());

        fixture.commands().run("unmask", "--reason", UnmaskFixture.REASON, fixture.token("ip", IP)).refused(ExitCode.USAGE);
    }

    @Test
    void shouldRefuseTextThatIsNotAToken() {
        String token = fixture.token("ip", IP);
        for (String other : List.of(IP, "", "siv:" + IP, " " + token, "\"" + token + "\"", token + "\n", "aes" + token)) {
            assertThat(fixture.unmask(token, other).refused(ExitCode.NO_TOKEN).err()).contains("token 2: this is not a token");
        }
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldRefuseTokenThatCannotBeDecoded() {
        assertThat(fixture.unmask(fixture.token("hmac", "ip", IP)).refused(ExitCode.NOT_REVERSIBLE).err())
                .contains("hmac tokens cannot be decoded; use `maskroute mask`");
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldRequireEitherTokensOrCsv() {
        String token = fixture.token("ip", IP);

        fixture.unmask().refused(ExitCode.USAGE);
        fixture.unmask("--column", "masked_ip", token).refused(ExitCode.USAGE);
        fixture.unmask("--csv", folder.resolve("rows.csv").toString(), token).refused(ExitCode.USAGE);
        assertThat(fixture.unmask("--column", "masked_ip", "--json").refused(ExitCode.USAGE).err()).contains("--json", "--column");
        assertThat(fixture.records()).isEmpty();
    }

    private CommandResult unmaskWith(Path keyset, String token, String... kek) {
        return fixture.commands().run(Stream.concat(
                Stream.of("unmask", "--reason", UnmaskFixture.REASON, "--keyset", keyset.toString(), token),
                Stream.of(kek)).toArray(String[]::new));
    }
}
