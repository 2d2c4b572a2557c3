package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReportLineOfMalformedJson() {
        assertThat(refusal("{\n  \"type\": \"object\",\n  \"properties\": {\"a\": {}},,\n}").line()).isEqualTo(3);
    }

    @Test
    void shouldReportLineOfDuplicateName() {
        assertThat(refusal("{\n  \"type\": \"object\",\n  \"type\": \"object\",\n  \"properties\": {\"a\": {}}\n}").line()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '~', value = {
        "{\"type\": \"string\",\\n \"x-msk\": \"text\"} -> a: `x-msk` is not a keyword of JSON Schema; did you mean `x-mask`?",
        "{\"type\": \"string\",\\n \"minLenght\": 1} -> a: `minLenght` is not a keyword of JSON Schema; did you mean `minLength`?",
        "{\"items\": {\"properties\": {\"b\": {\\n \"tpye\": null}}}}"
                + " -> a[].b: `tpye` is not a keyword of JSON Schema; did you mean `type`?",
        "{\"items\": {\\n \"mask\": [{}]}} -> a[]: `mask` is not a keyword of JSON Schema; did you mean `x-mask`?",
        "{\"type\": \"string\",\\n \"owner\": true} -> a: `owner` is not a keyword of JSON Schema; remove it, or write it as `$comment`",
        "{}},\\n \"propertis\": {\"b\": {} -> the event: `propertis` is not a keyword of JSON Schema; did you mean `properties`?",
    })
    void shouldReportLineAndPlaceOfUnknownKeyword(String a, String sentence) {
        InvalidSchemaException refusal = refusal("{\n\"type\": \"object\", \"properties\": {\"a\": " + a.replace("\\n", "\n") + "}}");

        assertThat(refusal).hasMessage(sentence);
        assertThat(refusal.line()).isEqualTo(3);
    }

    /** In a place that `properties` and `items` do not reach. */
    @Test
    void shouldRejectUnknownKeywordAnywhere() {
        assertThat(refusal("{\"type\": \"object\", \"properties\": {\"a\": {\"anyOf\": [{\"minLenght\": 1}]}}}"))
                .hasMessageContaining("minLenght");
    }

    @Test
    void shouldReportLineThatBreaksTheMetaSchema() {
        InvalidSchemaException refusal = refusal("""
                {
                  "type": "object",
                  "properties": {
                    "a": { "type": "text" }
                  }
                }
                """);

        assertThat(refusal.line()).isEqualTo(4);
        assertThat(refusal).hasMessageContaining("/properties/a/type");
    }

    @Test
    void shouldReportLineOfMalformedLimit() {
        InvalidSchemaException refusal = refusal(
                "{\n \"type\": \"object\",\n \"properties\": {\n  \"a\": {\n   \"maxLength\": -1\n  }\n }\n}");

        assertThat(refusal.line()).isEqualTo(5);
        assertThat(refusal).hasMessageContaining("maxLength");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"properties\":{}}",
        "{\"properties\":{\"a\":{}}}",
        "{\"type\":[\"object\",\"null\"],\"properties\":{\"a\":{}}}",
        "{\"type\":\"array\",\"properties\":{\"a\":{}}}",
    })
    void shouldRejectSchemaWithoutFields(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("event.json"), text);

        assertThatThrownBy(() -> EventType.read(file, Scheme.HMAC)).isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining("must have \"type\": \"object\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "  \n",
        "[]",
        "true",
        "null",
        "\"text\"",
        "{\"type\":\"object\",\"required\":\"a\",\"properties\":{\"a\":{}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"[\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/no-such\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"no-such.json\"}}}",
        "{\"$schema\":\"https://example.org/no-such-dialect\",\"type\":\"object\",\"properties\":{\"a\":{}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}}} trailing",
    })
    void shouldRejectInvalidSchema(String text) {
        assertThat(refusal(text)).isNotNull();
    }

    @Test
    void shouldRejectMissingFile() {
        InvalidSchemaException refusal = catchThrowableOfType(
                InvalidSchemaException.class, () -> EventSchema.read(folder.resolve("no-such.json")));

        assertThat(refusal).hasMessageContaining("cannot be read");
        assertThat(refusal.line()).isZero();
    }

    @Test
    void shouldReadFilesOfWindowsEditors() throws IOException {
        String text = "\ufeff{\"type\":\"object\",\r\n\"properties\":{\"a\":{}}}\r\n";

        Path marked = Files.writeString(folder.resolve("marked.json"), text);
        Path utf16 = Files.write(folder.resolve("utf16.json"), text.getBytes(StandardCharsets.UTF_16LE));
        assertThat(EventSchema.read(marked).source().path("properties").has("a")).isTrue();
        assertThat(EventSchema.read(utf16).source().path("properties").has("a")).isTrue();
    }

    /** Only names from the schema: other names are the sender's text. */
    @Test
    void shouldNameNestedFieldsInRejections() throws IOException {
        EventSchema schema = EventSchema.read(Files.writeString(folder.resolve("deep.json"), """
                {"type": "object", "properties": {
                  "customer": {"type": "object", "required": ["city"], "additionalProperties": {"type": "string"},
                    "properties": {"city": {"maxLength": 2}}},
                  "devices": {"items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}
                """));

        assertThat(detail(schema, "{\"customer\":{\"city\":\"secret\"}}")).isEqualTo("customer.city must keep to the schema's maxLength 2");
        assertThat(detail(schema, "{\"customer\":{}}")).isEqualTo("customer.city is required");
        assertThat(detail(schema, "{\"devices\":[{\"id\":\"a\"},{\"id\":7}]}"))
                .isEqualTo("devices[].id must keep to the schema's type \"string\"");
        assertThat(detail(schema, "{\"devices\":[7]}")).isEqualTo("devices[] must keep to the schema's type \"object\"");
        assertThat(detail(schema, "{\"customer\":{\"city\":\"\",\"secret\":7}}"))
                .isEqualTo("a part of customer that the schema does not name must keep to the schema's type \"string\"");
    }

    private static String detail(EventSchema schema, String event) {
        return schema.check(EventSchemaTest.json(event)).orElseThrow().detail();
    }

    @Test
    void shouldRejectFileThatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin.json"), "{\"title\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(InvalidSchemaException.class, () -> EventSchema.read(file)))
                .hasMessageContaining("is not UTF-8: line 1 has");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"additionalProperties\":false}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"propertyNames\":{\"maxLength\":2}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"additionalProperties\":{\"type\":\"string\"}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"maxProperties\":1}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[\"x\"]}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":\"x\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"^x$\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"not\":{\"required\":[\"a\"]}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"number\"},{\"maxLength\":3}]}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"unevaluatedProperties\":false}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"dependentRequired\":{\"a\":[\"b\"]}}",
    })
    void shouldNotQuoteEventInDetail(String text) {
        Rejection rejection = EventSchema.read(write(text)).check(EventSchemaTest.json("{\"a\":\"secret-value\",\"secret-name\":7331}"))
                .orElseThrow();

        assertThat(rejection.detail()).isNotBlank().doesNotContain("secret", "7331");
    }

    private InvalidSchemaException refusal(String text) {
        Path file = write(text);
        InvalidSchemaException refusal = catchThrowableOfType(InvalidSchemaException.class, () -> EventSchema.read(file));
        assertThat(refusal).as("rejected").isNotNull();
        return refusal;
    }

    private Path write(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "event", ".schema.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
