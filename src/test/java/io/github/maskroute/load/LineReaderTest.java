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
    void shouldNumberLinesAndPassBlankOnesBy() throws IOException {
        assertThat(lines(bytes("a\n\n  \r\nb\r\nc"))).containsExactly("1 a", "4 b\r", "5 c");
        assertThat(lines(bytes("a\n"))).containsExactly("1 a");
        assertThat(lines(bytes(""))).isEmpty();
    }

    @Test
    void shouldTakeTheByteOrderMarkOffTheFirstLineAlone() throws IOException {
        assertThat(lines(bytes("\ufeffa\n\ufeffb"))).containsExactly("1 a", "2 \ufeffb");
    }

    @Test
    void shouldGiveNoTextOfALineThatIsNotUtf8() throws IOException {
        assertThat(lines("a\n\u00fc\nb".getBytes(StandardCharsets.ISO_8859_1))).containsExactly("1 a", "2 null", "3 b");
    }

    @Test
    void shouldCutALineThatNoRouteTakes() throws IOException {
        List<String> lines = lines(bytes("a\n" + "\u20ac".repeat(LineReader.MOST_BYTES) + "\nb"));

        assertThat(lines).hasSize(3).startsWith("1 a").endsWith("3 b");
        assertThat(lines.get(1).length()).isBetween(64 * 1024, LineReader.MOST_BYTES);
    }

    @Test
    void shouldGiveLinesLongerThanItsBuffer() throws IOException {
        String text = "x".repeat(100_000);

        assertThat(lines(bytes(text + "\n" + text))).containsExactly("1 " + text, "2 " + text);
    }

    /** As archives put them together. A network pauses between the parts, and the JDK takes that for the end. */
    @Test
    void shouldUnpackAllPartsOfAFile() throws IOException {
        byte[] parts = joined(packed("a\nb"), packed("c\n"), packed("d"));

        assertThat(lines(parts)).containsExactly("1 a", "2 bc", "3 d");
        assertThat(lines(() -> new PausingNetwork(parts))).containsExactly("1 a", "2 bc", "3 d");
    }

    @Test
    void shouldFailWhereAPackedFileIsDamaged() {
        byte[] whole = packed("a\n".repeat(100_000));
        byte[] cut = Arrays.copyOf(whole, whole.length - 9);

        assertThatThrownBy(() -> lines(cut)).isInstanceOf(UnreadableSourceException.class).hasMessageContaining("after line");
        assertThatThrownBy(() -> lines(joined(packed("a"), bytes("this is something else, and long enough"))))
                .isInstanceOf(UnreadableSourceException.class);
        assertThatThrownBy(() -> lines(joined(packed("a"), bytes("x")))).isInstanceOf(UnreadableSourceException.class);
    }

    @Test
    void shouldCountTheBytesThatAreRead() throws IOException {
        byte[] packed = packed("a\n".repeat(100_000));
        try (LineReader reader = new LineReader(Source.of("test", packed.length, () -> new ByteArrayInputStream(packed)))) {
            while (reader.next() != null) {
                assertThat(reader.bytes()).isLessThanOrEqualTo(packed.length);
            }
            assertThat(reader.bytes()).isEqualTo(packed.length);
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

    private static byte[] packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Never says that more is there, and gives little at a time. */
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
