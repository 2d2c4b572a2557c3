package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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

    /** Archives concatenate gzip files. The JDK takes a pause of the network between two members for the end. */
    @Test
    void shouldUncompressAllMembersOfAFile() throws IOException {
        byte[] members = joined(compressed("a\nb"), compressed("c\n"), compressed("d"));

        assertThat(lines(members)).containsExactly("1 a", "2 bc", "3 d");
        assertThat(lines(() -> new PausingNetwork(members))).containsExactly("1 a", "2 bc", "3 d");
    }

    @Test
    void shouldFailForADamagedGzipFile() {
        byte[] whole = compressed("a\n".repeat(100_000));
        byte[] cut = Arrays.copyOf(whole, whole.length - 9);

        assertThatThrownBy(() -> lines(cut)).isInstanceOf(UnreadableSourceException.class).hasMessageContaining("after line");
        assertThatThrownBy(() -> lines(joined(compressed("a"), bytes("this is something else, and long enough"))))
                .isInstanceOf(UnreadableSourceException.class);
        assertThatThrownBy(() -> lines(joined(compressed("a"), bytes("x")))).isInstanceOf(UnreadableSourceException.class);
    }

    @Test
    void shouldCountTheStoredBytes() throws IOException {
        byte[] compressed = compressed("a\n".repeat(100_000));
        try (LineReader reader = new LineReader(Source.of("test", compressed.length, () -> new ByteArrayInputStream(compressed)))) {
            while (reader.next() != null) {
                assertThat(reader.bytes()).isLessThanOrEqualTo(compressed.length);
            }
            assertThat(reader.bytes()).isEqualTo(compressed.length);
        }
    }

    private static List<String> lines(byte[] bytes) throws IOException {
        return lines(() -> new ByteArrayInputStream(bytes));
    }

    private static List<String> lines(Source.Opening opening) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(Source.of("test", Source.UNKNOWN, opening))) {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                lines.add(line.number() + " " + line.text());
            }
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Never has bytes available, and returns few bytes per read. */
    private static final class PausingNetwork extends FilterInputStream {

        PausingNetwork(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 5));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
