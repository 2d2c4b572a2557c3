package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.event.Rejection.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static final JsonMapper MAPPER = StrictJson.mapper();

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"secret\":1,\"secret\":1}",
        "{\"a\":{\"secret\":1,\"secret\":2}}",
        "{\"secret\":1,\"\\u0073ecret\":2}",
        "{\"a\":1}{\"secret\":2}",
        "{\"a\":1} secret",
        "{\"a\":1}]",
        "[1] 2",
        "\ufeff{\"a\":\"secret\"}",
        "{'a':'secret'}",
        "{secret:1}",
        "{\"a\":secret}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":010}",
        "{\"a\":0x10}",
        "{\"a\":\"secret",
        "{\"a\":\"secret\"",
        "{\"a\":\"sec\nret\"}",
        "{\"a\":\"sec\\qret\"}",
        "{\"a\":1,}",
        "[1,]",
        "// secret\n{}",
        "/* secret */{}",
        "",
        " \n",
        "secret",
    })
    void shouldRejectExtensionsOfRfc8259(String body) {
        Rejection rejection = rejectionOf(body);

        assertThat(rejection.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(rejection.detail()).contains("at line ").doesNotContain("secret", "ecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"text\"", "42", "null", " {\"a\":[1,2.5,true,null]} \n"})
    void shouldReadAnyDocument(String body) throws IOException {
        assertThat(MAPPER.readValue(body, JsonNode.class)).isNotNull();
    }

    @Test
    void shouldKeepDigitsOfNumbers() throws JsonProcessingException {
        String numbers = "[9.90,24.00,0.1234567890123456789,1E+2,-0.5,12345678901234567890]";

        assertThat(StrictJson.mapper().readTree(numbers).toString()).isEqualTo(numbers);
    }

    @Test
    void shouldReportPosition() {
        assertThat(rejectionOf("{\"a\":1,\n \"a\":2}").detail()).contains("at line 2, column ");
    }

    @Test
    void shouldRejectDeepNesting() throws IOException {
        assertThat(MAPPER.readTree("[".repeat(16) + "]".repeat(16))).isNotNull();
        assertTooLarge("the nesting is over the limit of 16 levels", "[".repeat(17) + "]".repeat(17));
        assertTooLarge("the nesting is over the limit of 16 levels", "[".repeat(5_000) + "]".repeat(5_000));
        assertTooLarge("the nesting is over the limit of 16 levels", "{\"a\":".repeat(5_000));
    }

    @Test
    void shouldRejectLongTexts() throws IOException {
        assertThat(MAPPER.readTree("{\"a\":\"" + "x".repeat(4096) + "\"}").path("a").textValue()).hasSize(4096);
        assertTooLarge("a text is over the limit of 4,096 characters", "{\"a\":\"" + "secret".repeat(1_000) + "\"}");
        assertTooLarge("a text is over the limit of 4,096 characters", "{\"a\":{\"b\":[1,\"" + "x".repeat(1 << 20) + "\"]}}");
    }

    @Test
    void shouldRejectLongNames() throws IOException {
        assertThat(MAPPER.readTree("{\"" + "n".repeat(256) + "\":1}")).hasSize(1);
        assertTooLarge("a name is over the limit of 256 characters", "{\"" + "secret".repeat(50) + "\":1}");
    }

    @Test
    void shouldRejectLongNumbers() throws IOException {
        assertThat(MAPPER.readTree("{\"a\":" + "1".repeat(1_000) + "}")).hasSize(1);
        assertTooLarge("a number is over the limit of 1,000 digits", "{\"a\":" + "1".repeat(1_001) + "}");
        assertTooLarge("a number is over the limit of 1,000 digits", "{\"a\":[{\"b\":-0." + "1".repeat(2_000) + "}]}");
    }

    @Test
    void shouldRejectLargeExponents() throws IOException {
        for (String number : new String[] {
            "1e99999999999", "-1.5E+2147483648", "1e-99999999999", "1e999999999", "12.5e1000", "1e-1001", "0e2000"}) {
            Rejection rejection = rejectionOf("{\"a\":" + number + "}");
            assertThat(rejection.reason()).as(number).isEqualTo(Reason.TOO_LARGE);
            assertThat(rejection.detail()).startsWith("a number has an exponent over the limit of 1,000");
        }
        for (String number : new String[] {"1e1000", "-12.50e999", "1.5e-1000", "0e-1000"}) {
            assertThat(MAPPER.readTree("{\"a\":" + number + "}").get("a").decimalValue()).isEqualTo(new BigDecimal(number));
        }
    }

    @Test
    void shouldRejectLargeDocuments() {
        assertTooLarge("the document is over the limit of 65,536 characters",
                IntStream.range(0, 100_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}")));
        assertTooLarge("the document is over the limit of 65,536 characters", "{\"a\":1" + " ".repeat(70 * 1024) + "}");
    }

    @Test
    void shouldRejectLargeDocumentsFromStream() {
        byte[] body = ("{\"a\":1" + " ".repeat(70 * 1024) + "}").getBytes(StandardCharsets.UTF_8);

        JsonProcessingException failure = catchThrowableOfType(JsonProcessingException.class,
                () -> MAPPER.readValue(new ByteArrayInputStream(body), JsonNode.class));

        assertThat(StrictJson.explain(failure, "").reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void shouldRecognizeBase64() {
        String body = Base64.getEncoder().encodeToString("{\"ip\":\"10.0.0.1\"}".getBytes(StandardCharsets.UTF_8));

        Rejection rejection = rejectionOf(body);

        assertThat(rejection.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(rejection.detail()).contains("looks like base64").doesNotContain(body.substring(0, 6));
    }

    @Test
    void shouldRecognizeGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"ip\":\"10.0.0.1\"}".getBytes(StandardCharsets.UTF_8));
        }

        Rejection rejection = rejectionOf(Base64.getEncoder().encodeToString(packed.toByteArray()));

        assertThat(rejection.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(rejection.detail()).contains("a gzip file in base64");
    }

    private static void assertTooLarge(String problem, String body) {
        Rejection rejection = rejectionOf(body);
        assertThat(rejection.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(rejection.detail()).startsWith(problem).doesNotContain("secret");
    }

    private static Rejection rejectionOf(String body) {
        Exception failure = catchThrowableOfType(Exception.class, () -> MAPPER.readValue(body, JsonNode.class));
        assertThat(failure).as("rejected").isNotNull();
        return StrictJson.explain(failure, body);
    }
}
