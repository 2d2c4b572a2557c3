package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported letters can be read only with the key. */
class DlqExportIT {

    private static final String EVENT = """
            {"user_id":"u-1","app_version":"2.3.0","device_type":"ios","ip":"999.51.100.7","locale":"DE","device_id":"111-22-3333"}""";

    @TempDir
    private Path folder;

    @Test
    void shouldOpenExportAndKeepLettersInQueue() throws IOException {
        String keys = folder.resolve("seal").toString();
        String file = folder.resolve("letters").toString();
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refused(EVENT, "no JSON");
            fixture.commands().with("maskroute.dead-letter.keyset", keys);
            assertThat(fixture.dlq("export", file).refused(ExitCode.UNREADABLE_FILE).err()).contains("no seal.json", "dlq add-key");
            assertThat(fixture.dlq("add-key").done().out()).matches("seal\\.[0-9a-f]{8} added\n");

            assertThat(fixture.dlq("export", file, "--reason", "ip").done().out()).isEqualTo("exported 1 to " + file + "\n");
            assertThat(fixture.letters()).isEqualTo(2);
            assertThat(fixture.dlq("export", file).refused(ExitCode.UNREADABLE_FILE).err()).contains("exists already; name a new one");
            // This output is excluded from the search for raw values, because it must contain them.
            CommandResult opened = Commands.execute(Commands.commandLine(), "dlq", "--settings", fixture.commands().settingsFile()
                    .toString(),
                    "open", "--show-personal-data", file);
            JsonNode letter = new ObjectMapper().readTree(opened.done().out());
            assertThat(letter.path("body").asText()).isEqualTo(EVENT);
            assertThat(letter.path("attributes").path("maskroute-reason").asText()).isEqualTo("ip");

            byte[] content = Files.readAllBytes(Path.of(file));
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(content, content.length - 1));
            assertThat(fixture.dlq("open", "--show-personal-data", cut.toString()).refused(ExitCode.DAMAGED_EXPORT).err())
                    .contains("altered or truncated");
            assertThat(fixture.dlq("open", "--show-personal-data", "none").refused(ExitCode.UNREADABLE_FILE).err())
                    .contains("NoSuchFileException");
        }
    }
}
