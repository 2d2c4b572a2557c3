package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.MaskedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Drafts a type from the statistics of samples: its schema, an invented event and its columns. For one type. Not thread-safe. */
final class TypeDrafter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MIN_MAX_ITEMS = 16;

    /**
     * A new type. Contains no value of the samples.
     *
     * @param schema of its events
     * @param sample an invented event, which is valid under the schema
     * @param columns of its table, in the order of the schema
     * @param fields all fields that are stored, masked or not
     * @param leftOut fields that are not stored
     */
    record Draft(ObjectNode schema, ObjectNode sample, List<Column> columns, List<Field> fields, List<DroppedField> leftOut) {}

    private final Set<String> requested;
    private final MaskDomains domains = new MaskDomains();
    private final List<Column> columns = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<DroppedField> leftOut = new ArrayList<>();

    /** The schema, the invented value and the column type of a path. */
    private record Part(ObjectNode schema, JsonNode sample, String column) {}

    /** @param requested paths of fields to mask in any case */
    TypeDrafter(Set<String> requested) {
        this.requested = requested.stream().map(MaskedField::bare).collect(Collectors.toSet());
    }

    /**
     * Drafts a type that accepts the samples.
     *
     * @throws NewTypeException if no field can be stored or no field is masked
     */
    Draft draft(FieldStatistics event) throws NewTypeException {
        if (event.isMap()) {
            throw new NewTypeException("the field names of the samples differ from sample to sample, or look like values;"
                    + " use samples of one type, and send data as values, not as names");
        }
        Part whole = object(event, FieldPath.event())
                .orElseThrow(() -> new NewTypeException("the samples have no field that can be stored; use samples with values"));
        for (String path : requested) {
            if (fields.stream().noneMatch(field -> MaskedField.bare(field.path()).equals(path) && field.mask().isPresent())) {
                throw new NewTypeException("--mask must name a field of the samples that always holds text,"
                        + " for example customer.name or tags[]");
            }
        }
        if (fields.stream().allMatch(field -> field.mask().isEmpty())) {
            throw new NewTypeException("no field of the samples looks personal, but a type must mask at least one;"
                    + " name a field that always holds text with --mask, for example --mask customer.name");
        }
        return new Draft(whole.schema(), (ObjectNode) whole.sample(), columns, fields, leftOut);
    }

    private Optional<Part> part(FieldStatistics statistics, FieldPath path) {
        boolean object = statistics.has(JsonNodeType.OBJECT);
        boolean array = statistics.has(JsonNodeType.ARRAY);
        if (object && array || (object || array) && statistics.hasScalars()) {
            return drop(path, "an object or array in some samples, and another type in others");
        }
        return object ? object(statistics, path) : array ? array(statistics, path) : scalar(statistics, path);
    }

    private Optional<Part> object(FieldStatistics statistics, FieldPath path) {
        if (statistics.isMap()) {
            return drop(path, "an object whose field names look like data: the schema would contain the names");
        }
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        ObjectNode sample = JSON.objectNode();
        for (Map.Entry<String, FieldStatistics> field : statistics.fields().entrySet()) {
            String name = field.getKey();
            if (!FieldName.isUsable(name)) {
                drop(path, "a field of it has an empty name, or a control character in its name");
                continue;
            }
            boolean always = statistics.always(name);
            part(field.getValue(), path.field(name, always && !field.getValue().nullable())).ifPresent(part -> {
                properties.set(name, part.schema());
                sample.set(name, part.sample());
                if (always) {
                    required.add(name);
                }
            });
        }
        if (properties.isEmpty()) {
            return path.names().isEmpty() ? Optional.empty() : drop(path, "an object without a field that can be stored");
        }
        ObjectNode schema = Scalar.schema(List.of("object"), statistics.nullable());
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
        return Optional.of(new Part(schema, sample, Column.JSON));
    }

    private Optional<Part> array(FieldStatistics statistics, FieldPath path) {
        return part(statistics.items(), path.items()).map(item -> {
            ObjectNode schema = Scalar.schema(List.of("array"), statistics.nullable());
            schema.put("maxItems", Math.max(MIN_MAX_ITEMS, Integer.highestOneBit(Math.max(1, 2 * statistics.mostItems() - 1)) * 2));
            schema.set("items", item.schema());
            if (!path.inArray()) {
                boolean masked = item.schema().has(MaskDomains.KEYWORD);
                columns.add(new Column(path.names(), item.column(), true, path.required(), masked));
            }
            return new Part(schema, JSON.arrayNode().add(item.sample()), Column.JSON);
        });
    }

    private Optional<Part> scalar(FieldStatistics statistics, FieldPath path) {
        if (!statistics.hasScalars()) {
            return drop(path, "null or empty in all samples, so its type is unknown");
        }
        boolean textsOnly = statistics.types().equals(Set.of(JsonNodeType.STRING));
        Optional<NameHint> hint = NameHint.of(path.name(), path.parent());
        Optional<MaskProposal> personal = Optional.empty();
        if (statistics.has(JsonNodeType.STRING)) {
            personal = MaskProposal.of(statistics.texts(), hint);
        }
        if (personal.isEmpty() && statistics.has(JsonNodeType.NUMBER)) {
            personal = MaskProposal.of(statistics.numbers(), hint);
        }
        if (personal.isPresent() && !textsOnly) {
            return drop(path, personal.get().because() + "; only a field that always holds text can be masked; send it as text");
        }
        if (personal.isEmpty() && textsOnly && requested.contains(MaskedField.bare(path.text()))) {
            personal = Optional.of(new MaskProposal("text", "sure", "requested by --mask"));
        }
        Scalar scalar = Scalar.of(statistics, personal);
        personal.ifPresent(mask -> scalar.schema().set(MaskDomains.KEYWORD, domains.mask(mask.kind(), path.name())));
        fields.add(new Field(path.text(), path.names(), scalar.what(), personal,
                personal.map(mask -> mask.refused(statistics.texts())).orElse(0L)));
        if (!path.inArray()) {
            columns.add(new Column(path.names(), scalar.type(), false, path.required(), personal.isPresent()));
        }
        return Optional.of(new Part(scalar.schema(), scalar.sample(), scalar.type()));
    }

    private Optional<Part> drop(FieldPath path, String why) {
        leftOut.add(new DroppedField(path.text().isEmpty() ? "the event" : path.text(), why));
        return Optional.empty();
    }
}
