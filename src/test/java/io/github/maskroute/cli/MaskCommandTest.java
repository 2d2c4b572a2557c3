package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskCommandTest {

    private static final Map<String, String> SHIPPED = Map.of("ip", "address", "device_id", "text");

    @TempDir
    private Path folder;

    private KeysetFolder keys;
    private KeysetEditor editor;
    private Commands commands;

    @BeforeEach
    void keys() {
        keys = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        editor = new KeysetEditor(keys);
        Stream.of(Scheme.values()).forEach(editor::add);
        commands = new Commands(folder).with("maskroute.mask.keyset", keys.path());
    }

    @Test
    void shouldPrintTokensOfShippedRoutes() {
        assertThat(commands.run("mask", "--field", "ip", "::ffff:198.51.100.7").done().lines())
                .containsExactly(token("hmac", "ip", "198.51.100.7"));
        assertThat(commands.run("mask", "--field", "device_id", "123-45-6789").done().lines())
                .containsExactly(token("hmac", "device_id", "123-45-6789"));
    }

    @Test
    void shouldUseSchemeOfTheSettings() {
        assertThat(commands.with("maskroute.mask.scheme", "siv").run("mask", "--field", "ip", "2001:db8::7").done().lines())
                .containsExactly(token("siv", "ip", "2001:db8::7"));
    }

    @Test
    void shouldPrintOneTokenForEachValue() {
        assertThat(commands.run("mask", "--field", "ip", "198.51.100.7", "198.51.100.8").done().lines())
                .containsExactly(token("hmac", "ip", "198.51.100.7"), token("hmac", "ip", "198.51.100.8"));
    }

    @Test
    void shouldReadStandardInput() {
        assertThat(commands.runReading("Zürich-1\r\nZürich-2\n", "mask", "--field", "device_id").done().lines())
                .containsExactly(token("hmac", "device_id", "Zürich-1"), token("hmac", "device_id", "Zürich-2"));
        assertThat(commands.runReading("", "mask", "--field", "device_id").done().out()).isEmpty();
    }

    /** PowerShell, Notepad and spreadsheets write a byte order mark. */
    @Test
    void shouldIgnoreByteOrderMark() {
        String token = token("hmac", "device_id", "dev-1");

        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(commands.runReading("\ufeffdev-1\r\n".getBytes(charset), "mask", "--field", "device_id").done().lines())
                    .as(charset.name()).containsExactly(token);
        }
        assertThat(commands.runReading("dev-1\rdev-1\r\u00a0dev-1\u202f\n\ufeffdev-1", "mask", "--field", "device_id").done().lines())
                .containsExactly(token, token, token, token);
        assertThat(commands.run("mask", "--field", "device_id", "\ufeffdev-1\r").done().lines()).containsExactly(token);
    }

    @Test
    void shouldPrintBlankLineForBlankLine() {
        String token = token("hmac", "device_id", "dev-1");

        assertThat(commands.runReading("dev-1\n\u00a0\n\ndev-1\n", "mask", "--field", "device_id").done().out())
                .isEqualTo(token + "\n\n\n" + token + "\n");
        assertThat(commands.runReading("\n", "mask", "--json", "--field", "device_id").done().out()).contains("\"token\":\"\"");
        commands.run("mask", "--field", "device_id", " ").refused(ExitCode.MALFORMED_VALUE);
    }

    @Test
    void shouldRefuseStandardInputThatIsNotUtf8() {
        assertThat(commands.runReading("dev-1\nZürich-1".getBytes(StandardCharsets.ISO_8859_1), "mask", "--field", "device_id")
                .stopped(ExitCode.MALFORMED_VALUE).err()).contains("standard input is not UTF-8: line 2 has");
        assertThat(commands.runReading("dev-1\n".getBytes(StandardCharsets.UTF_16LE), "mask", "--field", "device_id")
                .refused(ExitCode.MALFORMED_VALUE).err()).contains("standard input has U+0000 in line 1: it is UTF-16");
    }

    @Test
    void shouldRefuseArgumentsThatTheJvmCouldNotDecode() {
        assertThat(commands.run("mask", "--field", "device_id", "Z\ufffd\ufffdrich").refused(ExitCode.USAGE).err())
                .contains("has bytes that are not valid in ").contains("write it in UTF-8").doesNotContain("rich");
    }

    @Test
    void shouldNotReadArgumentsFromFileForAtSign() {
        String value = "@" + commands.settingsFile();

        assertThat(commands.run("mask", "--field", "device_id", value, "@@home").done().lines())
                .containsExactly(token("hmac", "device_id", value), token("hmac", "device_id", "@@home"));
    }

    @Test
    void shouldAcceptValueWithDashAfterTwoDashes() {
        assertThat(commands.run("mask", "--field", "device_id", "--", "-77").done().lines())
                .containsExactly(token("hmac", "device_id", "-77"));
    }

    @Test
    void shouldPrintTokensOfAllEnabledKeysPrimaryFirst() {
        MaskingKey old = keys.read().primary(Scheme.HMAC);
        String promoted = editor.add(Scheme.HMAC);
        editor.promote(Scheme.HMAC, promoted);
        String oldToken = masks("hmac").token("ip", "198.51.100.7", old).orElseThrow();

        assertThat(commands.run("mask", "--all-keys", "--field", "ip", "198.51.100.7").done().lines())
                .containsExactly(token("hmac", "ip", "198.51.100.7"), oldToken).doesNotHaveDuplicates();
        editor.disable(Scheme.HMAC, old.id());
        assertThat(commands.run("mask", "--all-keys", "--field", "ip", "198.51.100.7").done().lines())
                .containsExactly(token("hmac", "ip", "198.51.100.7"));
    }

    @Test
    void shouldPrintJsonWithFieldAndTokenWithoutValue() throws IOException {
        CommandResult result = commands.run("mask", "--json", "--field", "ip", "198.51.100.7").done();

        Map<?, ?> object = new ObjectMapper().readValue(result.out(), Map.class);
        assertThat(object).isEqualTo(Map.of("field", "ip", "token", token("hmac", "ip", "198.51.100.7")));
    }

    @Test
    void shouldUseKeyFileOfTheSettingsUnlessKeysetIsGiven() {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING + " filed");
        Commands withFile = new Commands(folder).with("maskroute.mask.key-file", file);
        Keyset ofFile = Keyset.of(KeyFile.read(file));

        assertThat(withFile.run("mask", "--field", "ip", "198.51.100.7").done().lines()).containsExactly(
                TestMasks.of(() -> ofFile, SHIPPED, "hmac", Map.of(), Map.of()).token("ip", "198.51.100.7").orElseThrow());
        assertThat(withFile.run("mask", "--keyset", keys.path().toString(), "--field", "ip", "198.51.100.7").done().lines())
                .containsExactly(token("hmac", "ip", "198.51.100.7"));
    }

    @Test
    void shouldRefuseMalformedValueWithoutQuotingIt() {
        CommandResult result = commands.run("mask", "--field", "ip", "198.51.100.777").refused(ExitCode.MALFORMED_VALUE);
        assertThat(result.err()).contains("ip must be an IPv4 or IPv6 address").doesNotContain("198.51");
        assertThat(result.err()).startsWith("maskroute: ip must be").contains("; as IPv4 it has a part over 255");
        assertThat(commands.errors()).doesNotContain("198.51");
    }

    @Test
    void shouldNamePlaceOfMalformedValue() {
        assertThat(commands.run("mask", "--field", "ip", "198.51.100.7", "198.51.100.777").stopped(ExitCode.MALFORMED_VALUE).err())
                .startsWith("maskroute: value 2: ip must be an IPv4 or IPv6 address");
        assertThat(commands.runReading("198.51.100.7\n198.51.100.8\n198.51.100.7/24\n", "mask", "--field", "ip")
                .stopped(ExitCode.MALFORMED_VALUE).err()).startsWith("maskroute: line 3: ip must be an IPv4 or IPv6 address");
        assertThat(commands.errors()).doesNotContain("198.51");
    }

    @Test
    void shouldRefuseTextThatIsTooLongForItsScheme() {
        assertThat(commands.run("mask", "--field", "device_id", "x".repeat(160)).done().out()).startsWith("hmac.");
        commands.with("maskroute.mask.scheme", "siv");
        assertThat(commands.run("mask", "--field", "device_id", "x".repeat(159)).done().out()).startsWith("siv.");
        assertThat(commands.run("mask", "--field", "device_id", "x".repeat(160)).refused(ExitCode.MALFORMED_VALUE).err())
                .contains("159 bytes").doesNotContain("xx");
    }

    @Test
    void shouldListMaskedFieldsForUnknownField() {
        assertThat(commands.run("mask", "--field", "198.51.100.7", "x").refused(ExitCode.USAGE).err())
                .contains("device_id, ip").doesNotContain("198.51");
    }

    @Test
    void shouldRefuseKeysetWithoutAKeyOfTheScheme() throws IOException {
        Files.delete(keys.path().resolve("siv.json"));

        commands.with("maskroute.mask.scheme", "siv").run("mask", "--field", "ip", "198.51.100.7").refused(ExitCode.WRONG_KEYSET);
        new Commands(folder).run("mask", "--field", "ip", "198.51.100.7").refused(ExitCode.SETTINGS);
        assertThat(commands.errors()).doesNotContain("198.51");
    }

    private String token(String scheme, String field, String value) {
        return masks(scheme).token(field, value).orElseThrow();
    }

    private FieldMasks masks(String scheme) {
        Keyset now = keys.read();
        return TestMasks.of(() -> now, SHIPPED, scheme, Map.of(), Map.of());
    }
}
