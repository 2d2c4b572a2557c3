package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads masks from schemas, and rejects schemas that let values bypass masks. */
class EventTypeTest {

    private static final String SCHEMA = "{\"type\": \"object\", \"properties\": {\n"
            + "\"ip\": {\"type\": \"string\", \"x-mask\": \"address\"},\n\"other\": %s}}";

    @TempDir
    private Path folder;

    @Test
    void shouldDeriveNameFromFile() throws IOException {
        assertThat(read("{\"type\": \"string\"}").name()).isEqualTo("orders");
        Path other = Files.copy(folder.resolve("orders-event.schema.json"), folder.resolve("returns.schema.json"));
        assertThat(EventType.read(other, Scheme.HMAC).name()).isEqualTo("returns");
    }

    @Test
    void shouldListPathsOfMaskedAndUnmaskedFields() throws IOException {
        EventType type = read("""
                {"type": ["array", "null"], "items": {"type": "object", "properties": {
                  "n": {"type": ["integer", "null"]}, "tags": {"type": "array", "items": {"type": "string"}},
                  "name": {"type": "string", "x-mask": [{"kind": "text", "scheme": "siv"}, {"kind": "text", "domain": "raw", "as": "raw"}]},
                  "mails": {"type": "array", "x-mask": {"kind": "text", "domain": "mail"}, "items": {"type": "string"}}}}}""");

        assertThat(type.unmasked()).containsExactly("other[].n", "other[].tags[]");
        assertThat(type.maskDescriptions()).hasToString("{ip=address, hmac, other[].mails[]=text, hmac, domain mail,"
                + " other[].name=text, siv; text, hmac, domain raw as raw}");
    }

    @Test
    void shouldConvertDefaultDomainToLowerCase() throws IOException {
        EventType type = read("{\"type\": \"object\", \"properties\": {\"deviceId\": {\"type\": \"string\", \"x-mask\": \"text\"}}}");

        assertThat(type.masked().get(1).tokenMask().orElseThrow().domain()).isEqualTo("deviceid");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '~', value = {
        "{\"$ref\": \"#/properties/ip\"} -> other: `$ref` cannot be used: a value could bypass its mask",
        "{\"type\": \"string\", \"oneOf\": [{}]} -> other: `oneOf` cannot be used",
        "{\"type\": \"string\", \"anyOf\": [{\"x-mask\": \"text\"}]} -> other: `anyOf` cannot be used",
        "{\"type\": \"string\", \"allOf\": [{}]} -> other: `allOf` cannot be used",
        "{\"type\": \"string\", \"not\": {}} -> other: `not` cannot be used",
        "{\"type\": \"string\", \"if\": {}} -> other: `if` cannot be used",
        "{\"type\": \"object\", \"patternProperties\": {\"a\": {}}} -> other: `patternProperties` cannot be used",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"$dynamicRef\": \"#a\"}}} -> other.a: `$dynamicRef` cannot be used",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}, \"additionalProperties\": {\"type\": \"string\"}}"
                + " -> other: `additionalProperties` cannot be used except as true or false",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}, \"unevaluatedProperties\": false}"
                + " -> `unevaluatedProperties` cannot be used",
        "{\"type\": \"array\", \"prefixItems\": [{}]} -> other: `prefixItems` cannot be used",
        "{\"type\": \"array\", \"items\": {\"type\": \"string\", \"$defs\": {}}} -> other[]: `$defs` cannot be used",
        "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"contains\": {}} -> other: `contains` cannot be used",
        "{\"type\": \"object\"} -> other: an object must name its `properties`",
        "{\"type\": \"object\", \"properties\": {}} -> other: an object must name its `properties`",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"object\"}}} -> other.a: an object must name its `properties`",
        "{\"type\": \"array\"} -> other: an array must have a schema for its `items`",
        "{\"type\": \"array\", \"items\": true} -> other: an array must have a schema for its `items`",
        "{\"type\": \"array\", \"items\": {}} -> other[]: give its `type`",
        "{\"type\": [\"string\", \"object\"], \"properties\": {\"a\": {\"type\": \"string\"}}}"
                + " -> other: an object must name its `properties`, and may have no other type",
        "{\"type\": [\"array\", \"string\"], \"items\": {\"type\": \"string\"}}"
                + " -> other: an array must have a schema for its `items`, and may have no other type",
        "{} -> other: give its `type`",
        "{\"type\": \"null\"} -> other: give its `type`",
        "true -> other: give its schema",
        "{\"type\": \"integer\", \"x-mask\": \"text\"} -> other: a masked field is a string",
        "{\"type\": [\"string\", \"number\"], \"x-mask\": \"text\"} -> other: a masked field is a string",
        "{\"type\": \"object\", \"x-mask\": \"text\", \"properties\": {\"a\": {\"type\": \"string\"}}}"
                + " -> other: `x-mask` belongs to the strings of an object",
        "{\"type\": \"array\", \"x-mask\": \"text\", \"items\": {\"type\": \"object\", \"properties\":"
                + " {\"a\": {\"type\": \"string\"}}}} -> other: a masked array has strings",
        "{\"type\": \"array\", \"x-mask\": \"text\", \"items\": {\"type\": \"string\", \"x-mask\": \"text\"}}"
                + " -> other: a masked array has strings for `items`, and `x-mask` once",
        "{\"type\": \"string\", \"x-mask\": true} -> other: `x-mask` is a kind of mask",
        "{\"type\": \"string\", \"x-mask\": {}} -> other: `x-mask` is a kind of mask",
        "{\"type\": \"string\", \"x-mask\": []} -> other: of several masks, exactly one has no `as`",
        "{\"type\": \"string\", \"x-mask\": [\"text\", \"text\"]} -> other: of several masks, exactly one has no `as`",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"as\": \"b\"}} -> other: of several masks, exactly one has no `as`",
        "{\"type\": \"string\", \"x-mask\": [\"text\", {\"kind\": \"text\", \"as\": \" \"}]} -> other: `as` is the name of the result",
        "{\"type\": \"string\", \"x-mask\": [\"text\", {\"kind\": \"text\", \"as\": \"ip\"}]} -> two results would have the name `ip`",
        "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\","
                + " \"x-mask\": [\"text\", {\"kind\": \"text\", \"as\": \"b\"}]}}} -> other[]: a mask with `as`",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"keep\": \"domain\"}} -> other: `keep` is only for the kind `email`",
        "{\"type\": \"string\", \"x-mask\": \"adress\"} -> other: ",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"scheme\": \"rot13\"}}"
                + " -> other: a masking scheme is `hmac`, `siv` or `prefix`",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"scheme\": \"prefix\"}}"
                + " -> other: the scheme `prefix` is for fields of the kind `address`",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"domain\": \"A B\"}}"
                + " -> other: a masking domain is 1 to 64 of a-z 0-9 _ -",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"size\": 4}} -> other: ",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"domain\": \"ip\"}}"
                + " -> other: another field of the domain `ip` has another kind or scheme",
        "{\"type\": \"string\", \"xmask\": \"text\"} -> xmask",
        "{\"type\": \"string\", \"x-mask\": {\"kind\": \"text\", \"domain\": null}} -> other: an option of `x-mask` is a string",
        "{\"type\": \"string\", \"x-mask\": [\"text\", {\"kind\": \"redact\", \"as\": true}]} -> other: an option of `x-mask` is a string",
        "{\"type\": \"string\", \"items\": {\"type\": \"string\", \"x-mask\": \"text\"}} -> other: `properties` belong to an object",
        "{\"type\": [\"string\", \"null\"], \"properties\": {\"a\": {\"type\": \"string\", \"x-mask\": \"text\"}}}"
                + " -> other: `properties` belong to an object",
        "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"properties\":"
                + " {\"a\": {\"type\": \"string\", \"x-mask\": \"text\"}}} -> other: `properties` belong to",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}, \"other.a\":"
                + " {\"type\": \"string\", \"x-mask\": \"text\"} -> both have the name `other.a`",
        "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}, \"other[]\": {\"type\": \"string\", \"x-mask\": \"text\"}"
                + " -> both have the name `other`",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}, \"b\": {\"type\": \"string\","
                + " \"x-mask\": [\"text\", {\"kind\": \"redact\", \"as\": \"other.a\"}]} -> both have the name `other.a`",
    })
    void shouldRejectSchema(String other, String problem) {
        InvalidSchemaException refusal = catchThrowableOfType(InvalidSchemaException.class, () -> read(other));

        assertThat(refusal).as(other).isNotNull().hasMessageContaining(problem);
    }

    @Test
    void shouldReportLine() {
        assertThat(catchThrowableOfType(InvalidSchemaException.class, () -> read("{\"$ref\": \"#\"}")).line()).isEqualTo(3);
    }

    @Test
    void shouldRejectSchemaWithoutMasks() {
        assertThat(catchThrowableOfType(InvalidSchemaException.class, () -> EventType.read(
                write("{\"type\": \"object\", \"properties\": {\"ip\": {\"type\": \"string\"}}}"), Scheme.HMAC)))
                        .hasMessageContaining("no field has an `x-mask`");
    }

    private EventType read(String other) throws IOException {
        return EventType.read(write(String.format(Locale.ROOT, SCHEMA, other)), Scheme.HMAC);
    }

    private Path write(String schema) throws IOException {
        return Files.writeString(folder.resolve("orders-event.schema.json"), schema);
    }
}
