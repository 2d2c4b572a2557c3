package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of values, and its failure. */
class UnmaskOutputIT {

    private static final String NASTY = "phone\u001b[2J\r\n7\u0085\u2028\u2029\t\\u000a Zürich";

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
    void shouldEscapeControlCharactersOfValue() {
        assertThat(fixture.unmask(fixture.token("device_id", NASTY)).done().out())
                .isEqualTo("phone\\u001b[2J\\u000d\\u000a7\\u0085\\u2028\\u2029\\u0009\\u000a Zürich\n");
    }

    @Test
    void shouldPrintExactValueAsJson() throws IOException {
        String token = fixture.token("device_id", NASTY);

        assertThat(new ObjectMapper().readValue(fixture.unmask("--json", token).done().out(), Map.class).get("value")).isEqualTo(NASTY);
        assertThat(fixture.unmaskCsv("masked_device_id\n" + token + "\n", "--column", "masked_device_id").done().out())
                .isEqualTo("masked_device_id\n\"" + NASTY + "\"\n");
    }

    @Test
    void shouldWriteNoMoreRecordsAfterOutputFailed() {
        String token = fixture.token("ip", "198.51.100.7");

        fixture.unmaskInto(new FullDisk(5), token, token, token).stopped(ExitCode.OUTPUT_FAILED);
        assertThat(fixture.counts()).containsExactly(1);
    }

    @Test
    void shouldFailIfCsvCannotBeWritten() throws IOException {
        String token = fixture.token("ip", "198.51.100.7");
        Path csv = Files.writeString(folder.resolve("rows.csv"), "masked_ip\n" + token + "\n");

        fixture.unmaskInto(new FullDisk(12), "--column", "masked_ip", "--csv", csv.toString()).stopped(ExitCode.OUTPUT_FAILED);
    }
}
