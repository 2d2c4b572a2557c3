package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

    @TempDir
    private Path folder;

    @Test
    void placeWithinALineDoesNotLookLikeALineOfTheFile() throws IOException {
        assertThat(rejected("{\"a\": 1")).contains("\"line\":203").contains("malformed at column ").doesNotContain("at line 1");
        assertThat(rejected("{\"a\": 1, \"a\": 2}")).contains("malformed at column ").doesNotContain("at line 1");
        assertThat(rejected("{\r\"a\": ]")).contains("malformed at line 2, column ");
    }

    private String rejected(String text) throws IOException {
        Path file = folder.resolve("rejects.jsonl");
        Files.deleteIfExists(file);
        Source source = Source.of("events.jsonl", Source.UNKNOWN, () -> new ByteArrayInputStream(new byte[0]));
        try {
            StrictJson.read(text);
        } catch (RejectedException e) {
            try (Rejects rejects = new Rejects(Optional.of(file))) {
                rejects.write(new Line(source, 203, text), e.rejection().reason().code(), e.rejection().detail());
            }
        }
        return Files.readString(file);
    }
}
