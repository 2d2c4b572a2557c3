package io.github.maskroute.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * A YAML document with the line of each node.
 *
 * <p>Immutable and thread-safe.
 */
public final class YamlDocument {

    /** How to convert scalars that are neither quoted nor null. */
    public enum Scalars {
        /** To text, as Camel does. */
        TEXTS,
        /** To a number or boolean if the spelling is valid in JSON, otherwise to text. */
        VALUES
    }

    private static final Set<Tag> VALUES = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL);
    private static final JsonMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** The merge key of YAML 1.1: adds the fields of another mapping. */
    private static final String MERGE = "<<";

    /** Limit of nodes added by aliases: a short text could expand to millions of nodes. */
    private static final int MAX_REPEATED = 100_000;

    private final Scalars scalars;
    private final Optional<Node> root;
    private final JsonNode json;
    private int remainingNodes;

    /** @throws MarkedYamlEngineException if the text is not YAML, repeats a key, contains itself, or expands too much by aliases */
    public YamlDocument(String text, Scalars scalars) {
        this.scalars = scalars;
        this.remainingNodes = text.length() + MAX_REPEATED;
        this.root = new Compose(LoadSettings.builder().build()).composeString(text);
        this.json = root.map(this::json).orElse(JsonNodeFactory.instance.nullNode());
    }

    public JsonNode json() {
        return json;
    }

    /**
     * The line, from 1, of the node at this path, or of the last existing node on the path.
     *
     * @param path keys, and indexes of items from 0
     */
    public int line(List<String> path) {
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

    private JsonNode json(Node node) {
        if (node.isRecursive()) {
            throw malformed("a node must not contain itself", node);
        }
        if (remainingNodes-- == 0) {
            throw malformed("the aliases expand to too many nodes; write the content out", node);
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        String value = ((ScalarNode) node).getValue();
        return node.getTag().equals(Tag.NULL) ? JsonNodeFactory.instance.nullNode()
                : scalars == Scalars.VALUES && VALUES.contains(node.getTag()) ? value(value) : JsonNodeFactory.instance.textNode(value);
    }

    /** Values that JSON cannot express, such as .inf, stay text. */
    private static JsonNode value(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JsonProcessingException | NumberFormatException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = key(tuple);
            if (!keys.add(key)) {
                throw malformed("`" + key + "` is a duplicate key", tuple.getKeyNode());
            }
            JsonNode value = json(tuple.getValueNode());
            if (scalars == Scalars.VALUES && key.equals(MERGE) && value.isObject()) {
                value.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
            } else {
                object.set(key, value);
            }
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

    /** YAML that Camel would interpret differently from what it seems to mean. */
    private static final class MalformedException extends MarkedYamlEngineException {

        private static final long serialVersionUID = 1L;

        MalformedException(String problem, Optional<Mark> mark) {
            super(null, Optional.empty(), problem, mark);
        }
    }
}
