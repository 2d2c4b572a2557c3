package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.MaskedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a schema, an invented event and columns of what the samples have in common. For one thread, and one type. */
final class TypeDrafter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FEWEST_ITEMS = 16;

    private final Set<String> asked;
    private final MaskDomains domains = new MaskDomains();
    private final List<Column> columns = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<DroppedField> leftOut = new ArrayList<>();

    /** What the schema says of a place, what an invented event has there, and the type of its column. */
    private record Part(ObjectNode schema, JsonNode sample, String column) {}

    /** @param asked paths of fields to be masked, whatever they look like */
    TypeDrafter(Set<String> asked) {
        this.asked = asked.stream().map(MaskedField::bare).collect(Collectors.toSet());
    }

    /**
     * The type that accepts these samples.
     *
     * @throws NewTypeException if nothing is left that can be stored, or nothing is masked
     */
    TypeDraft draft(FieldStatistics event) throws NewTypeException {
        if (event.isMap()) {
            throw new NewTypeException("the names of the samples' fields differ from one to the next, or look like values;"
                    + " take samples of one type, and send data as values and not as names");
        }
        Part whole = object(event, FieldPath.event())
                .orElseThrow(() -> new NewTypeException("the samples have no field that can be stored; take samples with values"));
        for (String path : asked) {
            if (fields.stream().noneMatch(field -> MaskedField.bare(field.path()).equals(path) && field.mask().isPresent())) {
                throw new NewTypeException("--mask must name a field of the samples that holds texts alone,"
                        + " for example customer.name or tags[]");
            }
        }
        if (fields.stream().allMatch(field -> field.mask().isEmpty())) {
            throw new NewTypeException("nothing in the samples looks personal, and a type masks one field at least;"
                    + " name one that holds texts with --mask, for example --mask customer.name");
        }
        return new TypeDraft(whole.schema(), (ObjectNode) whole.sample(), columns, fields, leftOut);
    }

    private Optional<Part> part(FieldStatistics place, FieldPath where) {
        if (place.hasObjects() && (place.hasArrays() || place.hasScalars()) || place.hasArrays() && place.hasScalars()) {
            return without(where, "in some samples an object or array, in others something else");
        }
        if (place.hasObjects()) {
            return object(place, where);
        }
        return place.hasArrays() ? array(place, where) : scalar(place, where);
    }

    private Optional<Part> object(FieldStatistics place, FieldPath where) {
        if (place.isMap()) {
            return without(where, "an object whose fields are named by data, as it seems: the names would be in the schema");
        }
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        ObjectNode sample = JSON.objectNode();
        for (Map.Entry<String, FieldStatistics> field : place.fields().entrySet()) {
            String name = field.getKey();
            if (!FieldName.isUsable(name)) {
                without(where, "a field of it without a name, or with a control character in it");
                continue;
            }
            boolean always = place.always(name);
            part(field.getValue(), where.field(name, always && !field.getValue().nullable())).ifPresent(part -> {
                properties.set(name, part.schema());
                sample.set(name, part.sample());
                if (always) {
                    required.add(name);
                }
            });
        }
        if (properties.isEmpty()) {
            return where.path().isEmpty() ? Optional.empty() : without(where, "an object without a field that can be stored");
        }
        ObjectNode schema = Scalar.schema(List.of("object"), place.nullable());
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
        return Optional.of(new Part(schema, sample, Column.JSON));
    }

    private Optional<Part> array(FieldStatistics place, FieldPath where) {
        return part(place.items(), where.items()).map(item -> {
            ObjectNode schema = Scalar.schema(List.of("array"), place.nullable());
            schema.put("maxItems", Math.max(FEWEST_ITEMS, Integer.highestOneBit(Math.max(1, 2 * place.mostItems() - 1)) * 2));
            schema.set("items", item.schema());
            if (!where.inArray()) {
                boolean masked = item.schema().has(MaskDomains.KEYWORD);
                columns.add(new Column(where.path(), item.column(), true, where.required(), masked));
            }
            return new Part(schema, JSON.arrayNode().add(item.sample()), Column.JSON);
        });
    }

    private Optional<Part> scalar(FieldStatistics place, FieldPath where) {
        if (!place.hasScalars()) {
            return without(where, "null or empty in all samples, so that nobody knows what it may be");
        }
        boolean textsOnly = place.hasTexts() && !place.hasNumbers() && !place.hasBooleans();
        Optional<NameHint> hint = NameHint.of(where.name(), where.parent());
        Optional<MaskProposal> personal = place.hasTexts() ? MaskProposal.of(place.texts(), hint) : Optional.empty();
        if (personal.isEmpty() && place.hasNumbers()) {
            personal = MaskProposal.of(place.numbers(), hint);
        }
        if (personal.isPresent() && !textsOnly) {
            return without(where, personal.get().because() + "; only a field of texts alone can be masked; send it as text");
        }
        if (personal.isEmpty() && textsOnly && asked.contains(MaskedField.bare(where.words()))) {
            personal = Optional.of(new MaskProposal("text", "sure", "you asked for it"));
        }
        Scalar scalar = Scalar.of(place, personal);
        personal.ifPresent(mask -> scalar.schema().set(MaskDomains.KEYWORD, domains.mask(mask.kind(), where.name())));
        fields.add(new Field(where.words(), where.path(), scalar.what(), personal,
                personal.map(mask -> mask.refused(place.texts())).orElse(0L)));
        if (!where.inArray()) {
            columns.add(new Column(where.path(), scalar.type(), false, where.required(), personal.isPresent()));
        }
        return Optional.of(new Part(scalar.schema(), scalar.sample(), scalar.type()));
    }

    private Optional<Part> without(FieldPath where, String why) {
        leftOut.add(new DroppedField(where.words().isEmpty() ? "the event" : where.words(), why));
        return Optional.empty();
    }
}
