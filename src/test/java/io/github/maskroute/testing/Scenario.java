package io.github.maskroute.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Inputs and their expected outcomes, read from a file of {@code src/test/resources/inputs}.
 *
 * <p>A case has a {@code body}, or it is the file's {@code event} {@code with} other fields and {@code without} some. A text can
 * be replaced by {@code {"repeat": text, "times": n}}, where # is the number of the repetition; a body also by an array of such
 * parts. A message attribute's text can be replaced by {@code {"type": data type}} with its {@code text} or {@code base64}.
 *
 * @param together whether all messages must wait in the queue before the drain starts
 */
public record Scenario(String title, boolean together, List<Case> cases) {

    private static final Path FILES = Path.of("src", "test", "resources", "inputs");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One message.
     *
     * @param trace its AWSTraceHeader; null if it has none
     * @param reason of the dead letter; null if a row is expected
     * @param detail what the dead letter's detail begins with
     * @param row columns of the expected row, its user_id among them; empty if a dead letter is expected
     * @param sameAs index of the case whose tokens the row must have; -1 if any will do
     */
    public record Case(String body, Map<String, MessageAttributeValue> attributes, String trace, String reason, String detail,
            Map<String, String> row, int sameAs) {

        public boolean isRow() {
            return reason == null;
        }

        public String userId() {
            return row.get("user_id");
        }

        private Case behind(int others) {
            return new Case(body, attributes, trace, reason, detail, row, sameAs < 0 ? sameAs : sameAs + others);
        }
    }

    /** The scenario of each file. */
    public static List<Scenario> all() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().map(Scenario::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs of all files in one scenario. */
    public static Scenario allInOne() {
        List<Case> cases = new ArrayList<>();
        for (Scenario scenario : all()) {
            int before = cases.size();
            scenario.cases().forEach(one -> cases.add(one.behind(before)));
        }
        return new Scenario("All inputs", false, cases);
    }

    static Scenario read(Path file) {
        try {
            JsonNode scenario = JSON.readTree(file.toFile());
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : scenario.required("cases")) {
                cases.add(caseOf(node, scenario.path("event")));
            }
            return new Scenario(scenario.required("title").asText(), scenario.path("together").asBoolean(), cases);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @Override
    public String toString() {
        return title;
    }

    private static Case caseOf(JsonNode node, JsonNode event) throws IOException {
        boolean isRow = switch (node.required("outcome").asText()) {
            case "row" -> true;
            case "dead-letter" -> false;
            default -> throw new IllegalArgumentException("an outcome is a row or a dead-letter: " + node);
        };
        Map<String, String> row = new LinkedHashMap<>();
        if (isRow) {
            node.required("row").properties().forEach(column -> row.put(column.getKey(), text(column.getValue())));
        }
        return new Case(
                node.has("body") ? text(node.get("body")) : changed(event, node),
                attributes(node.path("attributes")),
                node.path("trace").asText(null),
                isRow ? null : node.required("reason").asText(),
                node.path("detail").asText(),
                row,
                node.path("sameAs").asInt(-1));
    }

    private static String changed(JsonNode event, JsonNode node) throws IOException {
        ObjectNode copy = event.deepCopy();
        node.path("with").properties().forEach(field -> copy.set(field.getKey(),
                field.getValue().has("repeat") ? copy.textNode(text(field.getValue())) : field.getValue()));
        node.path("without").forEach(field -> copy.remove(field.asText()));
        return JSON.writeValueAsString(copy);
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            StringBuilder all = new StringBuilder();
            node.forEach(part -> all.append(text(part)));
            return all.toString();
        }
        if (node.has("repeat")) {
            String part = node.get("repeat").asText();
            return IntStream.range(0, node.required("times").asInt())
                    .mapToObj(i -> part.replace("#", Integer.toString(i)))
                    .collect(Collectors.joining());
        }
        return node.isNull() ? null : node.asText();
    }

    private static Map<String, MessageAttributeValue> attributes(JsonNode node) throws IOException {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute : node.properties()) {
            JsonNode given = attribute.getValue();
            boolean binary = given.has("base64");
            MessageAttributeValue.Builder value = MessageAttributeValue.builder()
                    .dataType(given.path("type").asText(binary ? "Binary" : "String"));
            if (binary) {
                value.binaryValue(SdkBytes.fromByteArray(given.get("base64").binaryValue()));
            } else {
                value.stringValue(text(given.has("text") ? given.get("text") : given));
            }
            attributes.put(attribute.getKey(), value.build());
        }
        return attributes;
    }
}
