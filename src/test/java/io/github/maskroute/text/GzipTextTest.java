package io.github.maskroute.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.Gzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "\u001f", "plain text"})
    void shouldReturnOtherTextAsItIs(String text) throws IOException {
        assertThat(plain(new ByteArrayInputStream(bytes(text)))).isEqualTo(text);
    }

    /** Archives concatenate gzip files. The JDK takes a pause of the network between two members for the end. */
    @Test
    void shouldUncompressAllMembers() throws IOException {
        byte[] members = joined(Gzip.compressed("a\nb"), Gzip.compressed("c\n"), Gzip.compressed("d"));

        assertThat(plain(new ByteArrayInputStream(members))).isEqualTo("a\nbc\nd");
        assertThat(plain(new PausingNetwork(members))).isEqualTo("a\nbc\nd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "this is something else, and long enough"})
    void shouldRejectOtherBytesAfterAMember(String text) {
        byte[] bytes = joined(Gzip.compressed("a"), bytes(text));

        assertThatThrownBy(() -> plain(new ByteArrayInputStream(bytes))).isInstanceOf(UnreadableTextException.class)
                .hasMessage("is followed by bytes that are not gzip");
    }

    private static String plain(InputStream in) throws IOException {
        try (InputStream plain = GzipText.plain(in)) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
