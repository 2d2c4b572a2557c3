package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.cli.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class LoadSourcesTest {

    private static final Supplier<S3Client> NONE = () -> {
        throw new AssertionError("S3 is not asked");
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "link.jsonl", "a.jsonl"})
    void shouldRefuseFilesOfSameNameInLedger(String other) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{}");
        Files.writeString(folder.resolve("a.jsonl.gz"), "{}");
        Files.createSymbolicLink(folder.resolve("link.jsonl"), file);

        assertThatThrownBy(() -> sources(file, folder.resolve(other))).isInstanceOf(CommandException.class)
                .hasMessageContaining("two of the files have the same name in the ledger, " + file.toRealPath());
    }

    @Test
    void shouldReturnSourcesInOrder() throws IOException {
        Path one = Files.writeString(folder.resolve("a.jsonl"), "{}");
        Path other = Files.writeString(folder.resolve("b.jsonl.gz"), "{}");
        try (LoadSources sources = sources(one, other)) {
            assertThat(sources).toIterable().extracting(source -> source.name().substring(source.name().length() - 7))
                    .containsExactly("a.jsonl", "b.jsonl");
        }
    }

    private static LoadSources sources(Path... files) {
        return new LoadSources(List.of(files).stream().map(Path::toString).toList(), null, null, NONE);
    }
}
