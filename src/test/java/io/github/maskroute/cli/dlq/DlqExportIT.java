package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.MaskrouteCommand;
import io.github.maskroute.cli.Ran;
import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters in a file: who has the key reads them, nobody else. */
class DlqExportIT {

    private static final String EVENT = """
            {"user_id":"u-1","app_version":"2.3.0","device_type":"ios","ip":"999.51.100.7","locale":"DE","device_id":"111-22-3333"}""";

    @TempDir
    private Path folder;

    @Test
    void opensWhatWasExportedAndLeavesTheLetters() throws IOException {
        String keys = folder.resolve("seal").toString();
        String file = folder.resolve("letters").toString();
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            desk.refused(EVENT, "no JSON");
            desk.commands().with("maskroute.dead-letter.keyset", keys);
            assertThat(desk.dlq("export", file).refused(ExitCode.UNREADABLE_FILE).err()).contains("no seal.json", "dlq add-key");
            assertThat(desk.dlq("add-key").done().out()).matches("seal\\.[0-9a-f]{8} added\n");

            assertThat(desk.dlq("export", file, "--reason", "ip").done().out()).isEqualTo("exported 1 to " + file + "\n");
            assertThat(desk.letters()).isEqualTo(2);
            assertThat(desk.dlq("export", file).refused(ExitCode.UNREADABLE_FILE).err()).contains("exists already; name a new one");
            // Its words are not looked through for raw values: they are to be there.
            Ran opened = Commands.execute(MaskrouteCommand.commandLine(), "dlq", "--settings", desk.commands().settingsFile().toString(),
                    "open", "--show-personal-data", file);
            JsonNode letter = new ObjectMapper().readTree(opened.done().out());
            assertThat(letter.path("body").asText()).isEqualTo(EVENT);
            assertThat(letter.path("attributes").path("maskroute-reason").asText()).isEqualTo("ip");

            byte[] content = Files.readAllBytes(Path.of(file));
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(content, content.length - 1));
            assertThat(desk.dlq("open", "--show-personal-data", cut.toString()).refused(ExitCode.DAMAGED_EXPORT).err())
                    .contains("altered or cut");
            assertThat(desk.dlq("open", "--show-personal-data", "none").refused(ExitCode.UNREADABLE_FILE).err())
                    .contains("NoSuchFileException");
        }
    }
}
