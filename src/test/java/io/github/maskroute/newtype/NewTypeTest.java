package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Seeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewTypeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    static Stream<SampleShape> shapes() {
        return SampleShape.all().stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldAcceptItsSamplesAndTheInventedEvent(SampleShape shape) throws Exception {
        EventMasker masker = written(shape.text());
        for (String sample : shape.samples()) {
            assertThat(masker.masked(StrictJson.mapper().readTree(sample)).isEmpty()).isFalse();
        }
        JsonNode invented = JSON.readTree(folder.resolve("orders/orders-event.sample.json").toFile());
        assertThat(masker.masked(invented).isEmpty()).isFalse();
        assertThat(masker.type().masked()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldKeepNoValueOfTheSamples(SampleShape shape) throws Exception {
        assertNothingKept(shape.text());
    }

    @Test
    void shouldKeepNoValueOfRandomSamples() {
        Seeded.rounds(100, random -> {
            RandomSamples samples = new RandomSamples(random);
            try {
                assertNothingKept(samples.text());
                EventMasker masker = written(samples.text());
                for (String sample : samples.text().lines().toList()) {
                    masker.masked(StrictJson.mapper().readTree(sample));
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void assertNothingKept(String text) throws Exception {
        NewType type = type(text);
        String all = String.join("\n", type.files().values()) + type.fields() + type.leftOut();
        for (String sample : text.lines().toList()) {
            assertThat(distinctive(JSON.readTree(sample))).allSatisfy(value -> assertThat(all).doesNotContain(value));
        }
    }

    /** The values that cannot occur by coincidence, and the names in maps. */
    private static List<String> distinctive(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isContainerNode()) {
            node.forEach(child -> values.addAll(distinctive(child)));
            node.fieldNames().forEachRemaining(name -> values.addAll(name.startsWith("zq") ? List.of(name) : List.of()));
        } else if (node.asText().length() > 3 && !node.isBoolean() && !node.isNull()) {
            values.add(node.asText());
        }
        return values;
    }

    @Test
    void shouldInferRequiredNullableAndLength() throws Exception {
        JsonNode schema = schema("""
                {"a": "1234567890123456789", "b": {"c": [1, 2.5], "ip": "10.0.0.1"}, "d": null}
                {"a": "x", "b": null, "d": 1}
                {"a": "x", "b": {"ip": "10.0.0.1"}, "d": 1, "e": true}""");
        assertThat(schema).isEqualTo(JSON.readTree("""
                {"type": "object", "required": ["a", "b", "d"], "properties": {
                  "a": {"type": "string", "maxLength": 64},
                  "b": {"type": ["object", "null"], "required": ["ip"], "properties": {
                    "c": {"type": "array", "maxItems": 16, "items": {"type": "number"}},
                    "ip": {"type": "string", "maxLength": 128, "x-mask": "address"}}},
                  "d": {"type": ["integer", "null"]},
                  "e": {"type": "boolean"}}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "contact    | ann@quill.test         | email",
        "contact    | 2001:db8::1            | address",
        "contact    | +49 30 98765432        | phone",
        "contact    | 4111111111111111       | redact",
        "contact    | 4111 1111 1111 1111    | redact",
        "contact    | 4111111111111112       | -",
        "contact    | DE89 3704 0044 0532 0130 00 | text",
        "contact    | DE88 3704 0044 0532 0130 00 | -",
        "contact    | 219-09-9999            | text",
        "contact    | write to ann@quill.test | redact",
        "contact    | 2026-01-02             | -",
        "contact    | version 1.2.3.4        | -",
        "emailAddress | none                 | text",
        "clientIP   | unknown                | text",
        "mobile     | 030 98765432           | text",
        "card_number | 4111-1111-1111-1112   | redact",
        "password   | x                      | redact",
        "dateOfBirth | 1984-05-06            | year",
        "dob        | 6 May 1984             | text",
        "passportNumber | C01X00T47          | text",
        "lastName   | Quill                  | text",
        "name       | Quill                  | text",
        "fileName   | a.txt                  | -",
        "street     | Quill Lane             | text",
        "device_id  | d-1                    | text",
        "email_type | work                   | -",
        "status     | ok                     | -"})
    void shouldProposeAMaskByNameOrValue(String name, String value, String kind) throws Exception {
        Field field = type("{\"" + name + "\": \"" + value + "\", \"ip\": \"10.0.0.1\"}").fields().get(0);
        assertThat(field.mask().map(MaskProposal::kind)).isEqualTo(Optional.of(kind).filter(one -> !one.equals("-")));
        field.mask().ifPresent(mask -> assertThat(mask.because()).doesNotContain(value).isNotBlank());
    }

    @Test
    void shouldDropNumbersThatLookPersonal() throws Exception {
        NewType type = type("{\"ip\": \"10.0.0.1\", \"phone\": 98765432, \"ref\": 4111111111111111, \"birth_year\": 1984}");
        assertThat(type.fields()).extracting(Field::path).containsExactly("ip", "birth_year");
        assertThat(type.leftOut()).extracting(DroppedField::path).containsExactly("phone", "ref");
        assertThat(type.leftOut()).allMatch(left -> left.why().endsWith("send it as text"));
    }

    @Test
    void shouldDropMapsAndKeepObjectsWithAlternativeFields() throws Exception {
        NewType type = type("""
                {"ip": "10.0.0.1", "who": {"email": "ann@quill.test"}, "first": {"ann": 1}, "many": {"total": 1, "ann": 1, "bob": 2}}
                {"ip": "10.0.0.1", "who": {"phone": "+49 30 98765432"}, "first": {"bob": 1}, "many": {"total": 1, "cid": 1}}
                {"ip": "10.0.0.1", "who": {}, "first": {}, "many": {"total": 1, "dan": 1}}
                {"ip": "10.0.0.1", "who": {}, "first": {}, "many": {"total": 1, "eve": 1}}""");
        assertThat(type.fields()).extracting(Field::path).containsExactly("ip", "who.email", "who.phone");
        assertThat(type.leftOut()).extracting(DroppedField::path).containsExactly("first", "many");
    }

    @Test
    void shouldNotMaskTheNameOfAProduct() throws Exception {
        assertThat(type("{\"ip\": \"10.0.0.1\", \"product\": {\"name\": \"Pen\"}, \"buyer\": {\"name\": \"Ann\"}}").fields())
                .filteredOn(field -> field.mask().isPresent()).extracting(Field::path).containsExactly("ip", "buyer.name");
    }

    @Test
    void shouldReadLongTextsFast() {
        String text = "{\"ip\": \"10.0.0.1\", \"a\": \"" + "4".repeat(4_095) + "x\", \"b\": \"" + "a@".repeat(2_048) + "\", \"c\": \""
                + "4 ".repeat(2_047) + "\"}\n";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(type(text.repeat(200)).fields()).hasSize(4));
    }

    @Test
    void shouldCountBlankValuesOfAMaskedField() throws Exception {
        assertThat(type("{\"email\": \"\"}\n{\"email\": \"ann@quill.test\"}").fields()).extracting(Field::refused).containsExactly(1L);
    }

    @Test
    void shouldMaskRequestedFields() throws Exception {
        NewType type = NewType.of("orders", Scheme.HMAC, bytes("{\"tags\": [\"a\"], \"ref\": \"b\"}"), Set.of("tags[]", "ref"));
        assertThat(type.fields()).allMatch(field -> field.mask().isPresent());
    }

    @Test
    void shouldGiveTwoKindsOfOneNameTwoDomains() throws Exception {
        EventMasker masker = written("{\"from\": {\"contact\": \"ann@quill.test\"}, \"to\": {\"contact\": \"10.0.0.1\"}}");
        assertThat(masker.type().masked()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                             | there are no samples; give some events",
        "[]                             | there are no samples; give some events",
        "{\"a\": 1}                     | no field of the samples looks personal",
        "{\"a\": null}                  | the samples have no field that can be stored",
        "{\"ann@quill.test\": 1}        | the field names of the samples differ from sample to sample, or look like values",
        "{\"mailto:ann@quill.test\": 1} | the field names of the samples differ from sample to sample, or look like values",
        "{\"Ann <ann@quill.test>\": 1}  | the field names of the samples differ from sample to sample, or look like values",
        "1                              | sample 1 is not a JSON object",
        "{\"a\": 1, \"a\": 2}           | sample 1 is malformed at line 1, column ",
        "{\"ip\": \"10.0.0.1\"} {\"zq   | sample 2 is malformed at line 1, column ",
        "[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]] | sample 1 is not a JSON object",
        "{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]} | sample 1 would be rejected: the nesting is over the limit of 16 levels"})
    void shouldRejectUnusableSamples(String samples, String words) {
        assertThatThrownBy(() -> type(samples)).isInstanceOf(NewTypeException.class).hasMessageStartingWith(words)
                .message().doesNotContain("zq").doesNotContain("quill");
    }

    @ParameterizedTest
    @CsvSource({"''", "Orders", "../orders", "orders/", "1st", "order_lines", "orders-", "orders-dlq",
        "a23456789012345678901234567890123456789012"})
    void shouldRejectMalformedNames(String name) {
        assertThatThrownBy(() -> NewType.of(name, Scheme.HMAC, bytes("{\"ip\": \"10.0.0.1\"}"), Set.of()))
                .isInstanceOf(NewTypeException.class).hasMessageStartingWith("a type's name must be words of a-z and 0-9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmin", "ctid", "tableoid"})
    void shouldRenameColumnsThatPostgresReserves(String name) throws Exception {
        assertThat(type("{\"ip\": \"10.0.0.1\", \"" + name + "\": 1}").files().get(Path.of("orders/create-orders.sql")))
                .contains("    " + name + "_2 bigint NOT NULL");
    }

    @Test
    void shouldRejectAMaskForAFieldThatIsNotText() {
        assertThatThrownBy(() -> NewType.of("orders", Scheme.HMAC, bytes("{\"ip\": \"10.0.0.1\", \"n\": 1}"), Set.of("n")))
                .isInstanceOf(NewTypeException.class)
                .hasMessageStartingWith("--mask must name a field of the samples that always holds text");
    }

    @Test
    void shouldReadArraysAndMultilineDocumentsAndGzip() throws Exception {
        String one = "{\n \"ip\": \"10.0.0.1\"\n}";
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(one.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(type(one).samplesInWords()).isEqualTo("1 sample");
        assertThat(type("[" + one + ", " + one + "]").samplesInWords()).isEqualTo("2 samples");
        assertThat(type("\ufeff" + one + "\r\n" + one).samplesInWords()).isEqualTo("2 samples");
        assertThat(NewType.of("orders", Scheme.HMAC, new ByteArrayInputStream(compressed.toByteArray()), Set.of()).samplesInWords())
                .isEqualTo("1 sample");
        assertThat(type("{\"ip\": \"10.0.0.1\"}\n".repeat(10_001)).samplesInWords()).isEqualTo("the first 10000 samples");
    }

    @Test
    void shouldNotOverwriteAFile() throws Exception {
        NewType type = type("{\"ip\": \"10.0.0.1\"}");
        List<Path> written = type.write(folder);
        assertThat(written).hasSize(7).allMatch(Files::exists).last().isEqualTo(folder.resolve("drain-orders.camel.yaml"));
        Files.delete(written.get(0));
        assertThatThrownBy(() -> type.write(folder)).isInstanceOf(NewTypeException.class).hasMessageContaining("already exists");
        assertThat(written.get(0)).doesNotExist();
    }

    /** Regardless of the name of the file: two routes with one id prevent the start. */
    @ParameterizedTest
    @CsvSource({"id: drain-order-lines", "uri: direct:insert-order-lines", "name: maskroute-mask-order-lines"})
    void shouldRejectANameThatAnotherRouteHas(String line) throws Exception {
        Files.writeString(folder.resolve("drain-orders.camel.yaml"), "- route:\n    " + line + "\n");
        assertThatThrownBy(() -> ofName("order-lines").write(folder)).isInstanceOf(NewTypeException.class)
                .hasMessageContaining("drain-orders.camel.yaml already has a route or bean of that name");
        assertThat(ofName("order").write(folder)).hasSize(7);
        assertThat(ofName("lines").write(folder)).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-logins", "processed-message", "unmask-audit", "maskroute-schema-history"})
    void shouldRejectTheNameOfAMaskrouteTable(String name) {
        assertThatThrownBy(() -> ofName(name).write(folder)).isInstanceOf(NewTypeException.class)
                .hasMessageContaining("is a table of Maskroute itself");
        assertThat(folder).isEmptyDirectory();
    }

    private static NewType ofName(String name) throws Exception {
        return NewType.of(name, Scheme.HMAC, bytes("{\"ip\": \"10.0.0.1\"}"), Set.of());
    }

    @Test
    void shouldLeaveNoFileIfOneCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("orders"), "no folder");
        assertThatThrownBy(() -> type("{\"ip\": \"10.0.0.1\"}").write(folder)).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(folder.resolve("orders"));
        }
    }

    /** The two routes differ only in what is specific to a type. */
    @Test
    void shouldWriteARouteLikeThatOfLogins() throws Exception {
        String written = ofName("logins").files().get(Path.of("drain-logins.camel.yaml"));
        String shipped = Files.readString(Path.of("routes", "drain-logins.camel.yaml")).replace("user-logins", "logins");
        assertThat(shared(written)).isEqualTo(shared(shipped));
    }

    private static String shared(String route) {
        String ofType = "(?:queueNameOrArn|queueUrl|#|- setProperty|name: maskroute-dead|constant).*";
        return route.lines().filter(line -> !line.strip().matches(ofType))
                .collect(Collectors.joining("\n")).replaceAll("(?s)description: >-.*?\n    (?=[a-z])", "");
    }

    private EventMasker written(String samples) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        type(samples).write(folder);
        HmacKey key = CountingKeys.hmac("unit");
        return new EventMasker(EventType.read(folder.resolve("orders/orders-event.schema.json"), Scheme.HMAC), () -> Keyset.of(key));
    }

    private static JsonNode schema(String samples) throws Exception {
        JsonNode schema = JSON.readTree(type(samples).files().get(Path.of("orders/orders-event.schema.json")));
        return ((ObjectNode) schema).without(List.of("$schema", "title", "description"));
    }

    private static NewType type(String samples) throws IOException, NewTypeException {
        return NewType.of("orders", Scheme.HMAC, bytes(samples), Set.of());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
