package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML document as Camel reads it, where every scalar is text, with the line of each node.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class YamlTree {

    private final Optional<Node> root;
    private final JsonNode json;

    /** @throws MarkedYamlEngineException if it is no YAML, repeats a key, or contains itself */
    YamlTree(String text) {
        this.root = new Compose(LoadSettings.builder().build()).composeString(text);
        this.json = root.map(YamlTree::json).orElse(JsonNodeFactory.instance.nullNode());
    }

    JsonNode json() {
        return json;
    }

    /**
     * The line, from 1, of the node at this path, or of the last that is there on the way to it.
     *
     * @param path names of keys, and numbers of items from 0
     */
    int line(List<String> path) {
        Optional<Mark> line = root.flatMap(Node::getStartMark);
        Optional<Node> node = root;
        for (String step : path) {
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                Optional<NodeTuple> entry = mapping.getValue().stream().filter(tuple -> key(tuple).equals(step)).findFirst();
                line = entry.isPresent() ? entry.get().getKeyNode().getStartMark() : line;
                node = entry.map(NodeTuple::getValueNode);
            } else if (node.isPresent() && node.get() instanceof SequenceNode sequence) {
                node = Optional.of(sequence.getValue().get(Integer.parseInt(step)));
                line = node.flatMap(Node::getStartMark);
            }
            if (node.isEmpty()) {
                break;
            }
        }
        return line.map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static JsonNode json(Node node) {
        if (node.isRecursive()) {
            throw malformed("a node must not contain itself", node);
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        return node.getTag().equals(Tag.NULL) ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(((ScalarNode) node).getValue());
    }

    private static ObjectNode object(MappingNode mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = key(tuple);
            if (!keys.add(key)) {
                throw malformed("`" + key + "` stands here twice", tuple.getKeyNode());
            }
            object.set(key, json(tuple.getValueNode()));
        }
        return object;
    }

    private static String key(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw malformed("a key must be text", tuple.getKeyNode());
    }

    private static MarkedYamlEngineException malformed(String problem, Node node) {
        return new MalformedException(problem, node.getStartMark());
    }

    /** YAML that Camel would take for something else than it says. */
    private static final class MalformedException extends MarkedYamlEngineException {

        private static final long serialVersionUID = 1L;

        MalformedException(String problem, Optional<Mark> mark) {
            super(null, Optional.empty(), problem, mark);
        }
    }
}
