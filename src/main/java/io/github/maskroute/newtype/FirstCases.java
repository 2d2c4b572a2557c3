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
        cases.add(malformed());
        return yaml(cases);
    }

    /** A case with a malformed value for the first mask that rejects some texts, or else for the first mask. */
    private ObjectNode malformed() {
        List<Field> masked = draft.fields().stream().filter(field -> field.mask().isPresent()).toList();
        Field field = masked.stream().filter(candidate -> !ANY_TEXT.contains(kind(candidate))).findFirst().orElse(masked.get(0));
        return rejected("a masked value is malformed", changed(field.place(), switch (kind(field)) {
            case "redact" -> JSON.numberNode(1);
            case "text" -> JSON.textNode(" ");
            default -> JSON.textNode("example");
        }));
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
            // The rule without its explanation, whose words may change: a detail is compared by its beginning.
            rejected.putObject("rejected").put("reason", e.rejection().reason().code())
                    .put("detail", e.rejection().detail().split("; ", 2)[0]);
            return rejected;
        }
        throw new IllegalStateException("the type accepts an event in which " + name);
    }

    /** The invented event with another value of a field. Each of its arrays has one item. */
    private JsonNode changed(List<String> names, JsonNode value) {
        ObjectNode event = draft.sample().deepCopy();
        JsonNode object = event;
        for (String name : names.subList(0, names.size() - 1)) {
            object = object.get(name);
            while (object.isArray()) {
                object = object.get(0);
            }
        }
        String last = names.get(names.size() - 1);
        ((ObjectNode) object).set(last, nested(object.get(last), value));
        return event;
    }

    /** The value in as many arrays as the old one. */
    private static JsonNode nested(JsonNode old, JsonNode value) {
        return old.isArray() ? JSON.arrayNode().add(nested(old.get(0), value)) : value;
    }

    private static String yaml(ArrayNode cases) {
        // The core schema of YAML recognises more texts as numbers than the JSON schema does, so more texts are quoted.
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSchema(new CoreSchema()).build();
        Iterable<Map<String, Object>> maps = new ObjectMapper().convertValue(cases, new TypeReference<>() {});
        return new Dump(settings).dumpToString(maps);
    }
}
