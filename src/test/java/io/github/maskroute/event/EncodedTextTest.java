package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedTextTest {

    private static final byte[] EVENT = "{\"ip\":\"198.51.100.7\",\"device_id\":\"000-00-0000\"} ".repeat(4)
            .getBytes(StandardCharsets.UTF_8);

    private interface Compression {

        OutputStream of(OutputStream out) throws IOException;
    }

    @Test
    void shouldRecognizeBase64OfAllAlphabetsAndWithLineBreaks() {
        assertThat(EncodedText.of(Base64.getEncoder().encodeToString(EVENT))).hasValue(EncodedText.BASE64);
        assertThat(EncodedText.of(Base64.getEncoder().withoutPadding().encodeToString(EVENT))).hasValue(EncodedText.BASE64);
        assertThat(EncodedText.of(Base64.getUrlEncoder().encodeToString(EVENT))).hasValue(EncodedText.BASE64);
        assertThat(EncodedText.of(Base64.getMimeEncoder().encodeToString(EVENT) + "\r\n")).hasValue(EncodedText.BASE64);
    }

    @Test
    void shouldRecognizeCompressedDataAlsoInBase64() throws IOException {
        byte[] gzip = compressed(GZIPOutputStream::new);

        assertThat(EncodedText.of(Base64.getEncoder().encodeToString(gzip))).hasValue(EncodedText.GZIP_IN_BASE64);
        assertThat(EncodedText.of(Base64.getEncoder().encodeToString(compressed(DeflaterOutputStream::new))))
                .hasValue(EncodedText.ZLIB_IN_BASE64);
        assertThat(EncodedText.of("KLUv/SAYwQAAeyJpcCI6MX0")).hasValue(EncodedText.ZSTD_IN_BASE64);
        assertThat(EncodedText.of(new String(gzip, StandardCharsets.UTF_8))).hasValue(EncodedText.GZIP);
        assertThat(EncodedText.of(new String(gzip, StandardCharsets.ISO_8859_1))).hasValue(EncodedText.GZIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAAAAAAAAAAAAA", "{\"ip\":1", "AAAAAAAAAAAAAAAA!", "user_id=u&ip=198.51.100.7", "=AAAAAAAAAAAAAAAA"})
    void shouldNotGuessOtherText(String body) {
        assertThat(EncodedText.of(body)).isEmpty();
    }

    /** A body of 1 MiB, the maximum in SQS. */
    @Test
    void shouldRecognizeLongText() {
        assertThat(EncodedText.of("A".repeat(1 << 20))).hasValue(EncodedText.BASE64);
        assertThat(EncodedText.of("A".repeat(1 << 20) + "!")).isEmpty();
    }

    private static byte[] compressed(Compression compression) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compression.of(compressed)) {
            out.write(EVENT);
        }
        return compressed.toByteArray();
    }
}
