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

/** Each bad input has an exit code and one line of its own, and decodes nothing. */
class UnmaskRefusalsIT {

    private static final String IP = "198.51.100.7";

    @TempDir
    private Path folder;

    private DecodeDesk desk;

    @BeforeEach
    void open() {
        desk = new DecodeDesk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void unknownKey() {
        String token = desk.token("ip", IP).replaceFirst("^siv\\.[0-9a-f]{8}", "siv.0badc0de");

        assertThat(desk.unmask(token).refused(ExitCode.UNKNOWN_KEY).err()).contains("token 1: key siv.0badc0de is not in the keyset");
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void disabledKey() {
        String token = desk.token("ip", IP);
        String id = token.split("\\.")[1];
        desk.editor().promote(Scheme.SIV, desk.editor().add(Scheme.SIV));
        desk.editor().disable(Scheme.SIV, id);

        assertThat(desk.unmask(token).refused(ExitCode.DISABLED_KEY).err()).contains("maskroute keys enable siv." + id);
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void tamperedToken() {
        for (String scheme : List.of("siv", "prefix")) {
            String token = desk.token(scheme, "ip", IP);
            String body = token.substring(token.indexOf('.', 7) + 1);
            String altered = (body.startsWith("0") ? "1" : "0") + body.substring(1);

            desk.unmask(token.replace(body, altered)).refused(ExitCode.TAMPERED_TOKEN);
            desk.unmask(token.substring(0, token.length() - 1)).refused(ExitCode.TAMPERED_TOKEN);
            assertThat(desk.commands().errors()).doesNotContain(altered);
        }
    }

    @Test
    void tamperedTokenAfterGoodOnesLeavesTheirValues() {
        String good = desk.token("ip", IP);
        Ran ran = desk.unmask(good, good + "AAAA", good).stopped(ExitCode.TAMPERED_TOKEN);

        assertThat(ran.lines()).containsExactly(IP);
        assertThat(ran.err()).contains("token 2: ");
        assertThat(desk.counts()).as("the attempt is recorded too").containsExactly(1, 1);
    }

    @Test
    void tokenOfAnotherField() {
        String device = desk.token("device_id", "123-45-6789");

        desk.unmask("--field", "ip", device).refused(ExitCode.OTHER_FIELD);
        desk.unmask("--field", "ip", desk.token("prefix", "ip", IP)).done();
        desk.unmaskCsv("masked_ip\n" + device + "\n", "--column", "masked_ip").stopped(ExitCode.OTHER_FIELD);
        desk.unmask("--field", "home", device).refused(ExitCode.USAGE);
    }

    @Test
    void keysetWithKeysOfAnotherKind() throws IOException {
        String token = desk.token("ip", IP);
        Files.copy(desk.keyset().resolve("hmac.json"), desk.keyset().resolve("siv.json"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(desk.unmask(token).refused(ExitCode.WRONG_KEYSET).err()).contains("siv.json contains keys that siv cannot use");
    }

    @Test
    void unreadableKeyset() throws IOException {
        String token = desk.token("ip", IP);
        Path file = desk.keyset().resolve("siv.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(desk.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "{\"key\": \"" + KeyFiles.COUNTING);
        assertThat(desk.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("is not a keyset").doesNotContain(KeyFiles.COUNTING);

        Stream.of("siv", "hmac", "prefix").forEach(name -> desk.keyset().resolve(name + ".json").toFile().delete());
        assertThat(desk.unmask(token).refused(ExitCode.UNREADABLE_FILE).err()).contains("keyset folder " + desk.keyset() + " has no");
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void keyEncryptionKeyThatIsMissingOrDoesNotFit() {
        String token = desk.token("ip", IP);
        String kek = KeyFiles.write(folder, KeyFiles.COUNTING).toString();
        String otherKek = KeyFiles.write(folder, KeyFiles.COUNTING.replace('A', 'B')).toString();
        Path wrapped = folder.resolve("wrapped");
        desk.commands().run("keys", "export", "--keyset", desk.keyset().toString(), "--wrapped", kek, wrapped.toString()).done();

        assertThat(unmaskWith(wrapped, token, "--kek", kek).done().out()).isEqualTo(IP + "\n");
        unmaskWith(wrapped, token, "--kek", otherKek).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(wrapped, token, "--kek", "aws-kms://arn").refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(wrapped, token, "--kek", folder.resolve("none").toString()).refused(ExitCode.UNREADABLE_FILE);
        unmaskWith(wrapped, token).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        unmaskWith(desk.keyset(), token, "--kek", kek).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        assertThat(desk.counts()).containsExactly(1);
    }

    @Test
    void keysetOfTheDrainIsNeverTakenByItself() {
        desk.commands().with("maskroute.mask.keyset", desk.keyset());

        desk.commands().run("unmask", "--reason", DecodeDesk.REASON, desk.token("ip", IP)).refused(ExitCode.USAGE);
    }

    @Test
    void whatIsNoToken() {
        String token = desk.token("ip", IP);
        for (String other : List.of(IP, "", "siv:" + IP, " " + token, "\"" + token + "\"", token + "\n", "aes" + token)) {
            assertThat(desk.unmask(token, other).refused(ExitCode.NO_TOKEN).err()).contains("token 2: this is not a token");
        }
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void tokenThatCannotBeDecoded() {
        assertThat(desk.unmask(desk.token("hmac", "ip", IP)).refused(ExitCode.NOT_REVERSIBLE).err())
                .contains("hmac tokens cannot be decoded; use `maskroute mask`");
        assertThat(desk.records()).isEmpty();
    }

    @Test
    void tokensAndACsvAtOnceOrNeither() {
        String token = desk.token("ip", IP);

        desk.unmask().refused(ExitCode.USAGE);
        desk.unmask("--column", "masked_ip", token).refused(ExitCode.USAGE);
        desk.unmask("--csv", folder.resolve("rows.csv").toString(), token).refused(ExitCode.USAGE);
        assertThat(desk.unmask("--column", "masked_ip", "--json").refused(ExitCode.USAGE).err()).contains("--json", "--column");
        assertThat(desk.records()).isEmpty();
    }

    private Ran unmaskWith(Path keyset, String token, String... kek) {
        return desk.commands().run(Stream.concat(
                Stream.of("unmask", "--reason", DecodeDesk.REASON, "--keyset", keyset.toString(), token),
                Stream.of(kek)).toArray(String[]::new));
    }
}
