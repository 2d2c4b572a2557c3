package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.Gzip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void shouldNumberLinesAndSkipBlankOnes() throws IOException {
        assertThat(lines(bytes("a\n\n  \r\nb\r\nc"))).containsExactly("1 a", "4 b\r", "5 c");
        assertThat(lines(bytes("a\n"))).containsExactly("1 a");
        assertThat(lines(bytes(""))).isEmpty();
    }

    @Test
    void shouldRemoveAByteOrderMarkFromTheFirstLineOnly() throws IOException {
        assertThat(lines(bytes("\ufeffa\n\ufeffb"))).containsExactly("1 a", "2 \ufeffb");
    }

    @Test
    void shouldReturnNoTextForALineThatIsNotUtf8() throws IOException {
        assertThat(lines("a\n\u00fc\nb".getBytes(StandardCharsets.ISO_8859_1))).containsExactly("1 a", "2 null", "3 b");
    }

    @Test
    void shouldTruncateALineThatIsTooLongForAnyRoute() throws IOException {
        List<String> lines = lines(bytes("a\n" + "\u20ac".repeat(LineReader.MAX_BYTES) + "\nb"));

        assertThat(lines).hasSize(3).startsWith("1 a").endsWith("3 b");
        assertThat(lines.get(1).length()).isBetween(64 * 1024, LineReader.MAX_BYTES);
    }

    @Test
    void shouldReturnLinesLongerThanItsBuffer() throws IOException {
        String text = "x".repeat(100_000);

        assertThat(lines(bytes(text + "\n" + text))).containsExactly("1 " + text, "2 " + text);
    }

    @Test
    void shouldFailForADamagedGzipFile() {
        byte[] whole = Gzip.compressed("a\n".repeat(100_000));
        byte[] cut = Arrays.copyOf(whole, whole.length - 9);

        assertThatThrownBy(() -> lines(cut)).isInstanceOf(UnreadableSourceException.class).hasMessageContaining("after line");
        byte[] extended = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> lines(extended)).isInstanceOf(UnreadableSourceException.class)
                .hasMessageStartingWith("test cannot be read after line").hasMessageEndingWith("(is followed by bytes that are not gzip)");
    }

    @Test
    void shouldCountTheStoredBytes() throws IOException {
        byte[] compressed = Gzip.compressed("a\n".repeat(100_000));
        try (LineReader reader = new LineReader(Source.of("test", compressed.length, () -> new ByteArrayInputStream(compressed)))) {
            while (reader.next() != null) {
                assertThat(reader.bytes()).isLessThanOrEqualTo(compressed.length);
            }
            assertThat(reader.bytes()).isEqualTo(compressed.length);
        }
    }

    private static List<String> lines(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(Source.of("test", Source.UNKNOWN, () -> new ByteArrayInputStream(bytes)))) {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                lines.add(line.number() + " " + line.text());
            }
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
