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

/** The first cases of a new type: an event that is stored, and two that are turned away. */
final class FirstCases {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Columns whose value a row has as the event has it. */
    private static final Set<String> AS_SENT = Set.of(Column.TEXT, "bigint", "numeric", "boolean", "date");

    private static final Set<String> NOT_CHOOSY = Set.of("text", "redact");

    private final TypeDraft draft;
    private final Table table;
    private final EventMasker masker;

    /** @param masker of the new type, with the keys of cases */
    FirstCases(TypeDraft draft, Table table, EventMasker masker) {
        this.draft = draft;
        this.table = table;
        this.masker = masker;
    }

    String stored() {
        ObjectNode row = JSON.objectNode();
        table.columns().forEach((name, column) -> {
            if (!column.masked() && !column.array() && AS_SENT.contains(column.type())) {
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
            throw new IllegalStateException("the type rejects the event that was invented for it: " + e.getMessage());
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

    /** Of the first mask that knows malformed values from others; else of the first. */
    private Optional<ObjectNode> malformed() {
        List<Field> masked = draft.fields().stream().filter(field -> field.mask().isPresent()).toList();
        Field field = masked.stream().filter(one -> !NOT_CHOOSY.contains(kind(one))).findFirst().orElse(masked.get(0));
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
        throw new IllegalStateException("the type takes an event in which " + name);
    }

    /** The event with another value at a place; empty if it is not below here. */
    private static Optional<JsonNode> changed(JsonNode event, JsonNode schema, String here, String path, JsonNode value) {
        if (here.equals(path)) {
            return Optional.of(value);
        }
        if (schema.has("items")) {
            return changed(event.path(0), schema.get("items"), here + "[]", path, value).map(JSON.arrayNode()::add);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String deeper = here.isEmpty() ? property.getKey() : here + "." + property.getKey();
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
        // Of the two schemas of YAML the one that takes more for numbers: what it would, is put in quotes.
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSchema(new CoreSchema()).build();
        Iterable<Map<String, Object>> maps = new ObjectMapper().convertValue(cases, new TypeReference<>() {});
        return new Dump(settings).dumpToString(maps);
    }
}
