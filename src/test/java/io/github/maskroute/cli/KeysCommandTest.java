package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.mask.HmacKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    private static final Pattern KEY_MATERIAL = Pattern.compile("\"(?:value|encryptedKeyset)\"\\s*:\\s*\"([^\"]{16,})\"");

    @TempDir
    private Path folder;

    private Path keyset;
    private Commands commands;

    @BeforeEach
    void commands() {
        keyset = folder.resolve("keys");
        commands = new Commands(folder).with("maskroute.mask.keyset", keyset);
    }

    @AfterEach
    void shouldNotPrintKeys() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                List<String> secrets = KEY_MATERIAL.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
                assertThat(secrets).as("keys in %s", file).isNotEmpty().noneMatch(commands.printed()::contains);
            }
        }
        assertThat(commands.printed()).doesNotContain(KeyFiles.COUNTING);
    }

    @Test
    void shouldMakeFirstKeyPrimaryAndLaterKeysEnabled() {
        String first = add("siv");
        String second = add("siv");
        String other = add("prefix");

        assertThat(list()).containsExactlyInAnyOrder(
                "siv." + first + " primary", "siv." + second + " enabled", "prefix." + other + " primary");
    }

    @Test
    void shouldReplacePrimaryKeyByPromotedKey() {
        String first = add("hmac");
        String second = add("hmac");

        assertThat(run("promote", "hmac." + second).done().out()).isEqualTo("hmac." + second + " primary\n");
        assertThat(list()).containsExactlyInAnyOrder("hmac." + first + " enabled", "hmac." + second + " primary");
    }

    @Test
    void shouldKeepDisabledKeyAndEnableItAgain() {
        String first = add("siv");
        String second = add("siv");

        assertThat(run("disable", "siv." + second).done().out()).isEqualTo("siv." + second + " disabled\n");
        assertThat(list()).containsExactlyInAnyOrder("siv." + first + " primary", "siv." + second + " disabled");
        assertThat(run("enable", "siv." + second).done().out()).isEqualTo("siv." + second + " enabled\n");
        assertThat(list()).contains("siv." + second + " enabled");
    }

    @Test
    void shouldRefuseKeyWithoutScheme() {
        run("promote", "1f776fa0").refused(ExitCode.USAGE);
        run("promote", "aes.1f776fa0").refused(ExitCode.USAGE);
    }

    @Test
    void shouldPrintOneJsonObjectForEachLine() throws IOException {
        CommandResult added = commands.run("keys", "add", "prefix", "--json").done();
        String id = new ObjectMapper().readTree(added.out()).path("id").asText();
        Map<?, ?> listed = new ObjectMapper().readValue(commands.run("keys", "list", "--json").done().out(), Map.class);

        assertThat(id).matches("[0-9a-f]{8}");
        assertThat(listed).isEqualTo(Map.of("scheme", "prefix", "id", id, "state", "primary"));
    }

    @Test
    void shouldRemarkThatNameOfKeyFileChanges() {
        HmacKey key = KeyFile.read(KeyFiles.write(folder, KeyFiles.COUNTING));

        CommandResult result = run("add", "hmac", "--from", KeyFiles.write(folder, KeyFiles.COUNTING + " old-id").toString());

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("hmac.old-id").contains("hmac." + key.id()).hasLineCount(1);
    }

    @Test
    void shouldKeepComputedNameOfKeyFile() {
        HmacKey key = KeyFile.read(KeyFiles.write(folder, KeyFiles.COUNTING));

        assertThat(run("add", "hmac", "--from", KeyFiles.write(folder, KeyFiles.COUNTING).toString()).done().out())
                .isEqualTo("hmac." + key.id() + " added\n");
        run("add", "hmac", "--from", KeyFiles.write(folder, KeyFiles.COUNTING).toString()).refused(ExitCode.UNREADABLE_FILE);
        assertThat(list()).containsExactly("hmac." + key.id() + " primary");
    }

    @Test
    void shouldRefuseFileWithoutKeyOfTheScheme() {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING);
        run("add", "siv", "--from", file.toString()).refused(ExitCode.USAGE);
        run("add", "hmac", "--from", folder.resolve("none").toString()).refused(ExitCode.UNREADABLE_FILE);
        run("add", "hmac", "--from", KeyFiles.write(folder, KeyFiles.COUNTING.substring(4)).toString()).refused(ExitCode.UNREADABLE_FILE);

        assertThat(keyset.resolve("siv.json")).doesNotExist();
    }

    @Test
    void shouldRefuseChangesThatLeaveNoPrimaryKey() {
        String primary = add("hmac");
        String disabled = add("hmac");
        run("disable", "hmac." + disabled).done();

        run("disable", "hmac." + primary).refused(ExitCode.WRONG_KEYSET);
        run("promote", "hmac." + disabled).refused(ExitCode.DISABLED_KEY);
        assertThat(list()).containsExactlyInAnyOrder("hmac." + primary + " primary", "hmac." + disabled + " disabled");
    }

    @Test
    void shouldRefuseUnknownKey() {
        String hmac = add("hmac");

        for (String command : List.of("promote", "disable", "enable")) {
            run(command, "hmac.00000000").refused(ExitCode.UNKNOWN_KEY);
            run(command, "siv." + hmac).refused(ExitCode.UNKNOWN_KEY);
        }
        assertThat(keyset.resolve("siv.json")).doesNotExist();
        assertThat(list()).containsExactly("hmac." + hmac + " primary");
    }

    @Test
    void shouldRefuseUnknownSchemeAndMissingKeyset() {
        run("add", "rot13").refused(ExitCode.USAGE);
        run("list").refused(ExitCode.UNREADABLE_FILE);
        new Commands(folder).run("keys", "list").refused(ExitCode.SETTINGS);
        new Commands(folder).with("maskroute.batch.writers", "many").run("keys", "list").refused(ExitCode.SETTINGS);
    }

    @Test
    void shouldPreferOptionToKeysetOfTheSettings() {
        add("hmac");
        Path other = folder.resolve("other");

        run("add", "siv", "--keyset", other.toString()).done();
        assertThat(run("list", "--keyset", other.toString()).done().lines()).singleElement().asString().startsWith("siv.");
        assertThat(list()).singleElement().asString().startsWith("hmac.");
    }

    @Test
    void shouldOpenExportedCopyOnlyWithItsKeyEncryptionKey() {
        String id = add("siv");
        add("hmac");
        Path copy = folder.resolve("wrapped");
        String kek = newKek();

        run("export", "--wrapped", kek, copy.toString()).done();
        assertThat(run("list", "--keyset", copy.toString(), "--kek", kek).done().out()).contains(id).hasLineCount(2);
        run("list", "--keyset", copy.toString()).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        run("list", "--keyset", copy.toString(), "--kek", newKek()).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
        run("list", "--kek", kek).refused(ExitCode.WRONG_KEY_ENCRYPTION_KEY);
    }

    @Test
    void shouldRefuseExportOverAnotherKeyset() throws IOException {
        add("siv");
        String before = Files.readString(keyset.resolve("siv.json"));

        run("export", "--wrapped", newKek(), keyset.toString()).refused(ExitCode.UNREADABLE_FILE);
        run("export", folder.resolve("copy").toString()).refused(ExitCode.USAGE);
        assertThat(Files.readString(keyset.resolve("siv.json"))).isEqualTo(before);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    private String newKek() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return KeyFiles.write(folder, Base64.getEncoder().encodeToString(random)).toString();
    }

    private String add(String scheme) {
        MatchResult added = Pattern.compile(scheme + "\\.([0-9a-f]{8}) added\n").matcher(run("add", scheme).done().out())
                .results().findFirst().orElseThrow();
        return added.group(1);
    }

    private List<String> list() {
        return run("list").done().out().lines().toList();
    }

    private CommandResult run(String... args) {
        return commands.run(Stream.concat(Stream.of("keys"), Stream.of(args)).toArray(String[]::new));
    }
}
