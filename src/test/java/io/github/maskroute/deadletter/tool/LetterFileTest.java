package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.keyset.SealKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterFileTest {

    private static final String SECRET = "198.51.100.7";

    @TempDir
    private Path folder;

    private Aead seal;
    private LetterFile file;

    @BeforeEach
    void makeKey() {
        seal = newSeal("keys");
        file = new LetterFile(folder.resolve("letters"), seal);
    }

    @Test
    void shouldReadTheWrittenLetters() throws IOException {
        assertThat(write(file, 3)).isEqualTo(3);

        List<String> lines = new ArrayList<>();
        assertThat(file.read(new BodyOpener(Optional.empty()), lines::add)).isTrue();
        assertThat(lines).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("id").asText()).isEqualTo("id-0");
        assertThat(first.path("sent_at").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(first.path("attributes").path("maskroute-reason").asText()).isEqualTo("ip");
        assertThat(first.path("body").asText()).isEqualTo("{\"ip\":\"" + SECRET + "\"}\nä");
    }

    @Test
    void shouldBeReadableByItsOwnerOnlyAndEncrypted() throws IOException {
        write(file, 3);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file()))).isEqualTo("rw-------");
        assertThat(Files.readString(file.file(), StandardCharsets.ISO_8859_1)).startsWith("maskroute dead letters v1 ")
                .doesNotContain(SECRET, "maskroute-reason");
    }

    @Test
    void shouldOpenSealedBodies() throws IOException {
        BodySeal bodySeal = new BodySeal(seal);
        Letter sealed = letter("id", bodySeal.seal("{}", "m-1"), Map.of("maskroute-body", "sealed", "maskroute-message-id", "m-1"));
        file.write(each -> {
            each.accept(sealed);
            return 1;
        });

        List<String> lines = new ArrayList<>();
        assertThat(file.read(new BodyOpener(Optional.of(bodySeal)), lines::add)).isTrue();
        assertThat(lines.get(0)).contains("\"body\":\"{}\"").doesNotContain("sealed");
    }

    @Test
    void shouldReadNothingFromAFileThatWasAlteredCutOffOrReordered() throws IOException {
        write(file, 30_000);
        byte[] whole = Files.readAllBytes(file.file());
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        // Segments of 1 MiB. The first is shorter, because it begins with the stream's header.
        int segment = 1 << 20;
        assertThat(whole.length).isGreaterThan(header + 3 * segment);

        for (int at : IntStream.of(0, 30, header - 5, header + 3, header + 100, whole.length / 2, whole.length - 1).toArray()) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            assertDamaged(altered);
        }
        for (int length : IntStream.of(0, header, header + 40, header + segment, whole.length - 1).toArray()) {
            assertDamaged(Arrays.copyOf(whole, length));
        }
        byte[] swapped = whole.clone();
        System.arraycopy(whole, header + segment, swapped, header + 2 * segment, segment);
        System.arraycopy(whole, header + 2 * segment, swapped, header + segment, segment);
        assertDamaged(swapped);
        assertDamaged(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void shouldOpenOnlyWithTheSealingKey() throws IOException {
        write(file, 1);

        LetterFile other = new LetterFile(file.file(), newSeal("others"));
        assertThat(other.read(new BodyOpener(Optional.empty()), line -> assertThat(line).isNull())).isFalse();
    }

    @Test
    void shouldNotReplaceAFileOrLeaveAnIncompleteOne() throws IOException {
        assertThatThrownBy(() -> file.write(each -> {
            each.accept(letter("id", "{}", Map.of()));
            throw new IllegalStateException("SQS is away");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(names()).containsExactly("keys");

        Files.writeString(file.file(), "mine");
        assertThatThrownBy(() -> write(file, 1)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file.file()).hasContent("mine");
        assertThat(names()).containsExactly("keys", "letters");
    }

    private void assertDamaged(byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("damaged"), content);
        List<String> lines = new ArrayList<>();
        assertThat(new LetterFile(path, seal).read(new BodyOpener(Optional.empty()), lines::add)).isFalse();
        assertThat(lines).isEmpty();
    }

    private static long write(LetterFile file, int count) throws IOException {
        return file.write(each -> {
            IntStream.range(0, count).forEach(i -> each.accept(
                    letter("id-" + i, "{\"ip\":\"" + SECRET + "\"}\nä", Map.of("maskroute-reason", "ip"))));
            return count;
        });
    }

    private static Letter letter(String id, String body, Map<String, String> attributes) {
        return new Letter(id, Instant.parse("2026-11-01T00:00:00Z"), 1, Optional.empty(), Optional.empty(), attributes, body, "receipt");
    }

    private Aead newSeal(String name) {
        SealKeys keys = new SealKeys(folder.resolve(name), Optional.empty());
        keys.add();
        return keys.read();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
