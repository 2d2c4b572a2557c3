package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decodes many tokens with the packaged program. */
class UnmaskManyIT {

    private static final int MANY = 100_000;

    @TempDir
    private Path folder;

    private UnmaskFixture fixture;

    @BeforeEach
    void open() {
        fixture = new UnmaskFixture(folder);
        fixture.commands().with("maskroute.unmask.daily-limit", 10 * MANY);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldDecodeManyTokensInConstantMemory() throws IOException {
        List<String> values = values();
        try (Packaged program = unmask(csv(values)).with("JAVA_OPTS", "-Xmx24m").start()) {
            assertThat(program.exitCode()).as(program.errors()).isZero();
            assertThat(Files.readAllLines(program.out())).isEqualTo(rows(values));
        }
        assertThat(fixture.counts()).isEqualTo(Collections.nCopies(MANY / 1_000, 1_000));
    }

    @Test
    void shouldStopDecodingWhenReaderClosesPipe() throws IOException {
        try (Packaged program = unmask(csv(values())).startPiped()) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(program.pipe(), StandardCharsets.UTF_8))) {
                assertThat(reader.readLine()).isEqualTo("id,masked_ip");
                assertThat(reader.readLine()).isEqualTo("0,10.0.0.0");
            }
            assertThat(program.exitCode()).as(program.errors()).isEqualTo(ExitCode.OUTPUT_FAILED.code());
            assertThat(fixture.counts().stream().mapToInt(count -> count).sum()).isPositive().isLessThan(MANY / 2);
        }
    }

    private Packaged.Start unmask(Path csv) {
        return new Packaged.Start(folder, Packaged.HOME.resolve("bin/maskroute").toString(), "unmask",
                "--settings", fixture.commands().settingsFile().toString(), "--keyset", fixture.keyset().toString(),
                "--reason", UnmaskFixture.REASON, "--column", "masked_ip").reading(csv);
    }

    private Path csv(List<String> values) throws IOException {
        return Files.write(folder.resolve("many.csv"), rows(fixture.tokens("siv", "ip", values)));
    }

    private static List<String> values() {
        return IntStream.range(0, MANY).mapToObj(i -> "10." + i / 62_500 + "." + i / 250 % 250 + "." + i % 250).toList();
    }

    private static List<String> rows(List<String> cells) {
        List<String> rows = new ArrayList<>(List.of("id,masked_ip"));
        for (int i = 0; i < cells.size(); i++) {
            rows.add(i + "," + cells.get(i));
        }
        return rows;
    }
}
