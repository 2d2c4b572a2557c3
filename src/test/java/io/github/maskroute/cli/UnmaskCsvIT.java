package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnmaskCsvIT {

    @TempDir
    private Path folder;

    private UnmaskFixture fixture;
    private String ip;

    @BeforeEach
    void open() {
        fixture = new UnmaskFixture(folder);
        ip = fixture.token("ip", "198.51.100.7");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldDecodeOneColumnAndKeepOthers() {
        String csv = """
                user_id,masked_ip,note
                7,IP,"says ""hello"", twice"
                8,IP,"two
                lines"
                9,IP,Zürich
                """;

        assertThat(decoded(csv)).isEqualTo(csv.replace("IP", "198.51.100.7"));
        assertThat(fixture.counts()).as("one record for all tokens").containsExactly(3);
        assertThat(fixture.records().get(0)).containsEntry("token_hash", UnmaskFixture.sha256(ip + "\n" + ip + "\n" + ip));
    }

    @Test
    void shouldQuoteDecodedText() {
        String token = fixture.token("device_id", "a,\"b\"\nc");

        assertThat(csv("id,masked_device_id\n1," + token + "\n").done().out()).isEqualTo("id,masked_device_id\n1,\"a,\"\"b\"\"\nc\"\n");
    }

    @Test
    void shouldKeepEmptyCellsAndIrregularRows() {
        String csv = """
                user_id,masked_ip,note
                7,,x
                8
                9,IP,x,more
                """;

        assertThat(decoded(csv)).isEqualTo(csv.replace("IP", "198.51.100.7"));
        assertThat(fixture.counts()).containsExactly(1);
    }

    @Test
    void shouldKeepEmptyLineOfSingleColumn() {
        assertThat(decoded("masked_ip\nIP\n\nIP\n")).isEqualTo("masked_ip\n198.51.100.7\n\"\"\n198.51.100.7\n");
    }

    @Test
    void shouldAcceptWindowsLineEnds() {
        assertThat(decoded("user_id,masked_ip\r\n7,IP\r\n")).isEqualTo("user_id,masked_ip\n7,198.51.100.7\n");
    }

    /** The encodings of a spreadsheet's "Unicode text" and of old spreadsheets' CSV. */
    @Test
    void shouldAcceptUtf16AndCrLineEnds() {
        byte[] csv = ("\ufeffmasked_ip,note\r\n" + ip + ",Zürich\r\n").getBytes(StandardCharsets.UTF_16LE);

        assertThat(fixture.unmaskCsv(csv, "--column", "masked_ip").done().out())
                .isEqualTo("masked_ip,note\n198.51.100.7,Zürich\n");
        assertThat(decoded("masked_ip,note\rIP,x\rIP,y")).isEqualTo("masked_ip,note\n198.51.100.7,x\n198.51.100.7,y\n");
    }

    @Test
    void shouldReadFile() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "masked_ip\n" + ip + "\n");

        assertThat(fixture.unmask("--column", "masked_ip", "--csv", file.toString()).done().out()).isEqualTo("masked_ip\n198.51.100.7\n");
    }

    @Test
    void shouldDecodeNothingForHeaderOnly() {
        assertThat(decoded("user_id,masked_ip\n")).isEqualTo("user_id,masked_ip\n");
        assertThat(decoded("user_id,masked_ip\n1,\n2,\n")).isEqualTo("user_id,masked_ip\n1,\n2,\n");
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldUseGivenFieldForOtherColumnName() {
        String csv = "addr\n" + ip + "\n";

        assertThat(fixture.unmaskCsv(csv, "--column", "addr").done().out()).isEqualTo("addr\n198.51.100.7\n");
        assertThat(fixture.unmaskCsv(csv, "--column", "addr", "--field", "ip").done().out()).isEqualTo("addr\n198.51.100.7\n");
        fixture.unmaskCsv(csv, "--column", "addr", "--field", "device_id").stopped(ExitCode.OTHER_FIELD);
    }

    @Test
    void shouldRecordThousandTokensTogether() {
        String rows = Collections.nCopies(2_001, ip).stream().collect(Collectors.joining("\n", "masked_ip\n", "\n"));
        fixture.commands().with("maskroute.unmask.daily-limit", 5_000);

        assertThat(csv(rows).done().lines()).hasSize(2_002);
        assertThat(fixture.counts()).containsExactly(1_000, 1_000, 1);
    }

    @Test
    void shouldNotShiftValuesAtEmptyCells() {
        String csv = IntStream.range(0, 50).mapToObj(i -> i + "," + (i % 3 == 0 ? "" : fixture.token("ip", "10.7.7." + i)))
                .collect(Collectors.joining("\n", "id,masked_ip\n", "\n"));

        assertThat(csv(csv).done().lines().subList(1, 51)).isEqualTo(
                IntStream.range(0, 50).mapToObj(i -> i + "," + (i % 3 == 0 ? "" : "10.7.7." + i)).toList());
    }

    @Test
    void shouldNameRowOfInvalidToken() {
        CommandResult noToken = csv("id,masked_ip\n1,IP\n2,\n3,198.51.100.9\n".replace("IP", ip)).stopped(ExitCode.NO_TOKEN);
        CommandResult tampered = csv("id,masked_ip\n1,IP\n2,IPAAAA\n".replace("IP", ip)).stopped(ExitCode.TAMPERED_TOKEN);

        assertThat(noToken.err()).contains("row 3: this is not a token").doesNotContain("198.51");
        assertThat(noToken.out()).doesNotContain("198.51");
        assertThat(tampered.err()).contains("row 2: ");
        assertThat(tampered.out()).doesNotContain("198.51");
    }

    @Test
    void shouldRefuseUnknownColumn() {
        csv("user_id,ip\n1," + ip + "\n").refused(ExitCode.USAGE);
        assertThat(fixture.records()).isEmpty();
    }

    @Test
    void shouldReportEmptyCsv() {
        assertThat(csv("").refused(ExitCode.UNREADABLE_FILE).err()).contains("the CSV is empty");
        assertThat(csv("\uFEFF").refused(ExitCode.UNREADABLE_FILE).err()).contains("the CSV is empty");
    }

    /** Spreadsheets write one at the beginning; a second one is part of the text. */
    @Test
    void shouldIgnoreByteOrderMarkBeforeHeader() {
        assertThat(decoded("\uFEFFmasked_ip,note\nIP,x\n")).isEqualTo("masked_ip,note\n198.51.100.7,x\n");
        assertThat(decoded("\uFEFF\"masked_ip\",note\nIP,x\n")).isEqualTo("masked_ip,note\n198.51.100.7,x\n");
        csv("\uFEFF\uFEFFmasked_ip\n" + ip + "\n").refused(ExitCode.USAGE);
    }

    @Test
    void shouldRefuseMalformedCsv() {
        csv("user_id,masked_ip\n1," + ip + "\n2,\"" + ip + "\"x\n").stopped(ExitCode.UNREADABLE_FILE);
        csv("user_id,masked_ip\n1,\"" + ip + "\n").stopped(ExitCode.UNREADABLE_FILE);
        csv("\"user_id\"x,masked_ip\n1," + ip + "\n").refused(ExitCode.UNREADABLE_FILE);
        csv("user_id,,masked_ip\n1,," + ip + "\n").refused(ExitCode.UNREADABLE_FILE);
    }

    @Test
    void shouldRefuseCsvInAnotherCharset() {
        byte[] latin = ("name,masked_ip\nZürich," + ip + "\n").getBytes(StandardCharsets.ISO_8859_1);
        CommandResult result = fixture.commands().runReading(latin, "unmask", "--reason", UnmaskFixture.REASON, "--keyset",
                fixture.keyset().toString(),
                "--column", "masked_ip").stopped(ExitCode.UNREADABLE_FILE);

        assertThat(result.out()).doesNotContain("198.51");
        assertThat(result.err()).contains("not UTF-8");
    }

    @Test
    void shouldRefuseFileThatCannotBeRead() {
        fixture.unmask("--column", "masked_ip", "--csv", folder.resolve("none.csv").toString()).refused(ExitCode.UNREADABLE_FILE);
        fixture.unmask("--column", "masked_ip", "--csv", folder.toString()).refused(ExitCode.UNREADABLE_FILE);
    }

    @Test
    void shouldDecodeEqualCellsInOrder() {
        List<String> values = List.of("10.0.0.1", "10.0.0.2", "10.0.0.1");

        assertThat(csv("masked_ip\n" + String.join("\n", fixture.tokens("prefix", "ip", values))).done().lines())
                .containsExactly("masked_ip", "10.0.0.1", "10.0.0.2", "10.0.0.1");
    }

    private String decoded(String csv) {
        return csv(csv.replace("IP", ip)).done().out();
    }

    private CommandResult csv(String csv) {
        String column = csv.contains("masked_device_id") ? "masked_device_id" : "masked_ip";
        return fixture.unmaskCsv(csv, "--column", column);
    }
}
