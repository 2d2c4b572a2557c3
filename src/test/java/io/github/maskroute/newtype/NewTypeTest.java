package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Seeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** The explanation after the rule may have other words in a later version. */
    @Test
    void shouldExpectOnlyTheRuleOfARejection() throws Exception {
        written("{\"ip\":\"10.0.0.1\"}\n{\"ip\":\"10.0.0.2\"}\n{\"ip\":\"10.0.0.3\"}\n");

        assertThat(folder.resolve("orders/cases/rejected.yaml")).content(StandardCharsets.UTF_8)
                .contains("detail: ip must be an IPv4 or IPv6 address").doesNotContain(";");
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
    void shouldGiveTwoKindsOfOneNameTwoDomains() throws Exception {
        EventMasker masker = written("{\"from\": {\"contact\": \"ann@quill.test\"}, \"to\": {\"contact\": \"10.0.0.1\"}}");
        assertThat(masker.type().masked()).hasSize(2);
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
    void shouldDescribeTheNumberOfSamples() throws Exception {
        assertThat(type("{\"ip\": \"10.0.0.1\"}").samplesInWords()).isEqualTo("1 sample");
        assertThat(type("{\"ip\": \"10.0.0.1\"}\n".repeat(2)).samplesInWords()).isEqualTo("2 samples");
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

    private static NewType type(String samples) throws IOException, NewTypeException {
        return NewType.of("orders", Scheme.HMAC, bytes(samples), Set.of());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
