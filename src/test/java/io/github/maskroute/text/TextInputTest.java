package io.github.maskroute.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.Seeded;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextInputTest {

    private static final char MARK = '\uFEFF';

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Zürich\n\uD83D\uDE00\n", "Zürich\r\n\uD83D\uDE00", "Zürich\r\uD83D\uDE00\r"})
    void shouldReadLinesWithoutMarksAndLineEnds(String text) throws IOException {
        List<String> lines = List.of("Zürich", "\uD83D\uDE00");

        assertThat(lines(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(lines);
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(lines((MARK + text).getBytes(charset))).as(charset.name()).isEqualTo(lines);
        }
    }

    @Test
    void shouldReadNoLineOfEmptyText() throws IOException {
        assertThat(lines(new byte[0])).isEmpty();
        assertThat(lines(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})).isEmpty();
        assertThat(lines("\n".getBytes(StandardCharsets.UTF_8))).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, '', is not UTF-8: line 2 has an invalid byte sequence",
        "windows-1252, '', is not UTF-8: line 2 has an invalid byte sequence",
        "UTF-16LE, '', has U+0000 in line 1: it is UTF-16 or UTF-32 without",
        "UTF-16BE, '', has U+0000 in line 1: it is UTF-16 or UTF-32 without",
        "UTF-32LE, '\uFEFF', is in UTF-32",
        "UTF-32BE, '\uFEFF', is in UTF-32",
    })
    void shouldRejectOtherEncodingsWithPlace(String charset, String mark, String problem) {
        byte[] bytes = (mark + "dev-1\r\nZürich-2\r\n").getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> lines(bytes)).isInstanceOf(UnreadableTextException.class)
                .hasMessageStartingWith(problem).hasMessageContaining("convert it to UTF-8").hasMessageNotContaining("dev");
    }

    @Test
    void shouldRejectTruncatedCharacter() {
        assertThatThrownBy(() -> lines(new byte[] {'a', '\n', 'b', (byte) 0xC3})).hasMessageContaining("is not UTF-8: line 2 has");
        assertThatThrownBy(() -> lines(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'}))
                .hasMessageContaining("is not UTF-16LE: line 1 has");
        assertThatThrownBy(() -> lines(new byte[] {(byte) 0xEF, (byte) 0xBB})).hasMessageContaining("is not UTF-8: line 1 has");
        assertThatThrownBy(() -> lines(new byte[] {(byte) 0xFF})).hasMessageContaining("is not UTF-8: line 1 has");
    }

    /** Characters and line ends may be split between two buffers. */
    @Test
    void shouldReadLongTextsLikeTheJdk() {
        Seeded.rounds(100, random -> {
            StringBuilder text = new StringBuilder();
            List<String> parts = List.of("a", "ü", "€", "\uD83D\uDE00", "\n", "\r\n");
            random.ints(random.nextInt(20_000), 0, parts.size()).forEach(i -> text.append(parts.get(i)));
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
                byte[] bytes = (MARK + text.toString()).getBytes(charset);
                assertThat(lines(bytes)).isEqualTo(text.toString().lines().toList());
            }
        });
    }

    @Test
    void shouldCountLinesOfLongText() {
        String text = "dev\r\n".repeat(5_000) + "dev\r".repeat(5_000) + "dev\n".repeat(5_000);

        assertThatThrownBy(() -> lines((text + "ü").getBytes(StandardCharsets.ISO_8859_1))).hasMessageContaining("line 15001 has");
    }

    /** An interactive line must be available before more input arrives. */
    @Test
    @Timeout(20)
    void shouldReturnLineBeforeNextOneArrives() throws IOException {
        try (PipedOutputStream typed = new PipedOutputStream(); InputStream in = new PipedInputStream(typed)) {
            typed.write("y\n".getBytes(StandardCharsets.UTF_8));
            typed.flush();

            assertThat(TextInput.open(in).readLine()).isEqualTo("y");
        }
    }

    @Test
    void shouldReadWholeFile() throws IOException {
        Path file = Files.write(folder.resolve("text"), (MARK + "a\r\nb").getBytes(StandardCharsets.UTF_16BE));

        assertThat(TextInput.read(file)).isEqualTo("a\r\nb");
    }

    @Test
    void shouldReplaceInvalidPartsInLenientReading() {
        assertThat(TextInput.lenient("\uFEFFü".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü");
        assertThat(TextInput.lenient("aü".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("a\uFFFD");
        assertThat(TextInput.lenient("aü".getBytes(StandardCharsets.UTF_16LE))).contains("\0");
    }

    private static List<String> lines(byte[] bytes) {
        try (BufferedReader text = TextInput.open(new ByteArrayInputStream(bytes))) {
            return readAll(text);
        } catch (IOException e) {
            return rethrow(e);
        }
    }

    private static List<String> readAll(BufferedReader text) throws IOException {
        try {
            return text.lines().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Exception> T rethrow(Exception e) throws E {
        throw (E) e;
    }
}
