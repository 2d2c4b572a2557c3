package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Formats JSON compactly: a value that fits into a line is written in one line. */
final class JsonText {

    private static final int WIDTH = 120;

    private JsonText() {}

    static String of(JsonNode node) {
        return of(node, "") + "\n";
    }

    private static String of(JsonNode node, String indent) {
        String line = line(node);
        if (!indent.isEmpty() && indent.length() + line.length() <= WIDTH && !holdsSchemas(node) || !node.isContainerNode()) {
            return line;
        }
        String deeper = indent + "  ";
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(item -> deeper + of(item, deeper))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"))
                : node.properties().stream().map(field -> deeper + name(field.getKey()) + ": " + of(field.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private static String line(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).map(JsonText::line).collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isObject()
                ? node.properties().stream().map(field -> name(field.getKey()) + ": " + line(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : node.toString();
    }

    private static String name(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The schema of each field gets its own line. */
    private static boolean holdsSchemas(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).anyMatch(child -> child.has("type") || holdsSchemas(child));
    }
}
