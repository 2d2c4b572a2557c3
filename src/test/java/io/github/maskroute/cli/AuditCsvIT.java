package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CSV of the audit is safe in terminals and spreadsheets, whatever reasons and hosts it contains. */
class AuditCsvIT {

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
    void shouldPrintAllColumnsWithoutControlCharacters() throws IOException {
        String token = fixture.token("ip", "198.51.100.7");
        decodedFor("case 4711, \"quoted\" \u001b[31mred \u2028 \u202e bell\u0007\ttab", token);

        assertThat(rows()).singleElement().satisfies(row -> assertThat(row.toMap()).containsEntry("id", "1")
                .containsEntry("actor", "postgres").containsEntry("count", "1").containsEntry("token_hash", UnmaskFixture.sha256(token))
                .containsEntry("reason", "case 4711, \"quoted\" ?[31mred ? ? bell??tab")
                .containsEntry("prev_hash", "0".repeat(64)).containsKeys("at", "actor_host", "hash"));
    }

    @Test
    void shouldPrintNoFormula() throws IOException {
        String token = fixture.token("ip", "198.51.100.7");
        for (String first : List.of("=", "+", "-", "@")) {
            decodedFor(first + "HYPERLINK(4711)", token);
        }
        decodedFor("4711=HYPERLINK", token);
        fixture.execute("SET maskroute.unmask_daily_limit = '99'; INSERT INTO unmask_audit (actor_host, reason, token_hash, count)"
                + " VALUES ('=HYPERLINK(1)', 'case 4711 again', repeat('a', 64), 1)");

        assertThat(rows()).extracting(row -> row.get("reason")).containsExactly("case 4711 again", "4711=HYPERLINK",
                "'@HYPERLINK(4711)", "'-HYPERLINK(4711)", "'+HYPERLINK(4711)", "'=HYPERLINK(4711)");
        assertThat(rows().get(0).get("actor_host")).isEqualTo("'=HYPERLINK(1)");
        assertThat(fixture.commands().run("audit", "--json").done().out()).contains("\"=HYPERLINK(4711)\"");
    }

    private void decodedFor(String reason, String token) {
        fixture.commands().run("unmask", "--keyset", fixture.keyset().toString(), "--reason=" + reason, token).done();
    }

    private List<CSVRecord> rows() throws IOException {
        try (CSVParser rows = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(new StringReader(fixture.commands().run("audit", "--csv").done().out()))) {
            return rows.getRecords();
        }
    }
}
