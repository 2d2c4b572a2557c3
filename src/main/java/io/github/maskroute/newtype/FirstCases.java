package io.github.maskroute.newtype;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.RejectedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Makes the first cases of a new type: an event that is stored and two that are rejected. */
final class FirstCases {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Types of columns that store the value of the event unchanged. */
    private static final Set<String> UNCHANGED = Set.of(Column.TEXT, "bigint", "numeric", "boolean", "date");

    /** Masks that accept any text. */
    private static final Set<String> ANY_TEXT = Set.of("text", "redact");

    private final TypeDrafter.Draft draft;
    private final Table table;
    private final EventMasker masker;

    /** @param masker of the new type, with the published keys */
    FirstCases(TypeDrafter.Draft draft, Table table, EventMasker masker) {
        this.draft = draft;
        this.table = table;
        this.masker = masker;
    }

    String stored() {
        ObjectNode row = JSON.objectNode();
        table.columns().forEach((name, column) -> {
            if (!column.masked() && !column.array() && UNCHANGED.contains(column.type())) {
                JsonNode value = draft.sample();
                for (String step : column.path()) {
                    value = value.path(step);
                }
                row.set(name, value);
            }
        });
        ObjectNode stored = JSON.objectNode().put("case", "all fields");
        stored.set("event", draft.sample());
        try {
            stored.set("masked", masker.masked(draft.sample()));
        } catch (RejectedException e) {
            throw new IllegalStateException("the type rejects its invented event: " + e.getMessage());
        }
        stored.putObject("rows").putArray(table.name()).add(row);
        return yaml(JSON.arrayNode().add(stored));
    }

    String rejected() {
        ArrayNode cases = JSON.arrayNode();
        draft.schema().path("required").forEach(name -> {
            if (cases.isEmpty()) {
                ObjectNode event = draft.sample().deepCopy();
                event.remove(name.textValue());
                cases.add(rejected("a required field is missing", event));
            }
        });
        malformed().ifPresent(cases::add);
        return yaml(cases);
    }

    /** A case with a malformed value for the first mask that does not accept any text; if there is none, for the first mask. */
    private Optional<ObjectNode> malformed() {
        List<Field> masked = draft.fields().stream().filter(field -> field.mask().isPresent()).toList();
        Field field = masked.stream().filter(candidate -> !ANY_TEXT.contains(kind(candidate))).findFirst().orElse(masked.get(0));
        JsonNode value = switch (kind(field)) {
            case "redact" -> JSON.numberNode(1);
            case "text" -> JSON.textNode(" ");
            default -> JSON.textNode("example");
        };
        return changed(draft.sample(), draft.schema(), "", field.path(), value)
                .map(event -> rejected("a masked value is malformed", event));
    }

    private static String kind(Field field) {
        return field.mask().map(MaskProposal::kind).orElse("");
    }

    private ObjectNode rejected(String name, JsonNode event) {
        ObjectNode rejected = JSON.objectNode().put("case", name);
        rejected.set("event", event);
        try {
            masker.masked(event);
        } catch (RejectedException e) {
            rejected.putObject("rejected").put("reason", e.rejection().reason().code()).put("detail", e.rejection().detail());
            return rejected;
        }
        throw new IllegalStateException("the type accepts an event in which " + name);
    }

    /** Replaces the value at a path; empty if the path is not below {@code current}. */
    private static Optional<JsonNode> changed(JsonNode event, JsonNode schema, String current, String path, JsonNode value) {
        if (current.equals(path)) {
            return Optional.of(value);
        }
        if (schema.has("items")) {
            return changed(event.path(0), schema.get("items"), current + "[]", path, value).map(JSON.arrayNode()::add);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String deeper = current.isEmpty() ? property.getKey() : current + "." + property.getKey();
            Optional<JsonNode> changed = changed(event.path(property.getKey()), property.getValue(), deeper, path, value);
            if (changed.isPresent()) {
                ObjectNode copy = event.deepCopy();
                copy.set(property.getKey(), changed.get());
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    private static String yaml(ArrayNode cases) {
        // The core schema of YAML recognises more texts as numbers than the JSON schema does, so more texts are quoted.
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSchema(new CoreSchema()).build();
        Iterable<Map<String, Object>> maps = new ObjectMapper().convertValue(cases, new TypeReference<>() {});
        return new Dump(settings).dumpToString(maps);
    }
}
