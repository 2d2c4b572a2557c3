package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer's seeds and findings. Files whose names begin with {@code row} are stored, all others are rejected. */
class LoginEventCorpusTest {

    private static final Path FILES = Path.of("src/test/resources/io/github/maskroute/event/LoginEventFuzzInputs/bodyToOutcome");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldHaveExpectedOutcome(Path file) throws IOException {
        BodyOutcome outcome = BodyOutcome.checked(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));

        assertThat(outcome.isStored()).isEqualTo(file.getFileName().toString().startsWith("row"));
    }
}
