package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

    private static final Source SOURCE = Source.of("s", Source.UNKNOWN, InputStream::nullInputStream);

    @TempDir
    private Path folder;

    @Test
    void shouldDeleteTheFileOfAnEarlierRun() throws IOException {
        Path file = Files.writeString(folder.resolve("rejects"), "of an earlier run");
        begin(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldKeepALinkAndReplaceItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("rejects"), "of an earlier run");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        reject(link);
        assertThat(link).isSymbolicLink();
        assertThat(file).content().contains("because").doesNotContain("earlier");
    }

    /** Such as /dev/null or /dev/stderr. */
    @Test
    void shouldKeepDevicesAndFolders() throws IOException {
        Path device = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        reject(device);
        assertThat(device).isSymbolicLink();
        Files.delete(device);
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> begin(other)).isInstanceOf(IOException.class);
        assertThat(other).isDirectory();
    }

    @Test
    void shouldNotConfuseAPositionWithALineOfTheFile() throws IOException {
        assertThat(rejected("{\"a\": 1")).contains("\"line\":203").contains("malformed at column ").doesNotContain("at line 1");
        assertThat(rejected("{\"a\": 1, \"a\": 2}")).contains("malformed at column ").doesNotContain("at line 1");
        assertThat(rejected("{\r\"a\": ]")).contains("malformed at line 2, column ");
    }

    private String rejected(String text) throws IOException {
        Path file = folder.resolve("rejects.jsonl");
        try {
            StrictJson.read(text);
        } catch (RejectedException e) {
            try (Rejects rejects = new Rejects(Optional.of(file))) {
                rejects.begin(SOURCE);
                rejects.write(new Line(SOURCE, 203, text), e.rejection().reason().code(), e.rejection().detail());
            }
        }
        return Files.readString(file);
    }

    private static void begin(Path file) throws IOException {
        try (Rejects rejects = new Rejects(Optional.of(file))) {
            rejects.begin(SOURCE);
        }
    }

    private static void reject(Path file) throws IOException {
        try (Rejects rejects = new Rejects(Optional.of(file))) {
            rejects.begin(SOURCE);
            rejects.write(new Line(SOURCE, 1, "{}"), "schema", "because");
        }
    }
}
