package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A type of event, defined by its schema: which events are accepted, which fields are masked and how, and which are stored unmasked.
 * Fields that the schema does not name are dropped at any depth.
 *
 * <p>Immutable and thread-safe.
 */
public final class EventType {

    private static final String FILE = "(?:-event)?\\.schema\\.json";

    private final String name;
    private final Path file;
    private final EventSchema schema;
    private final Shape.Fields shape;
    private final List<MaskedField> masked;
    private final SortedSet<String> unmasked;

    private EventType(Path file, EventSchema schema, Shape.Fields shape, ShapeReader reader) {
        this.name = String.valueOf(file.getFileName()).replaceFirst(FILE, "");
        this.file = file;
        this.schema = schema;
        this.shape = shape;
        this.masked = List.copyOf(reader.masked());
        this.unmasked = Collections.unmodifiableSortedSet(new TreeSet<>(reader.unmasked()));
    }

    /**
     * Reads a type's schema.
     *
     * @param file {@code NAME-event.schema.json} or {@code NAME.schema.json}, where NAME is the name of the type
     * @param scheme default scheme of tokens
     * @throws InvalidSchemaException if the schema is invalid, masks nothing, or lets values bypass its masks
     */
    public static EventType read(Path file, Scheme scheme) {
        EventSchema schema = EventSchema.read(file);
        ShapeReader reader = new ShapeReader(scheme);
        Shape.Fields shape = reader.event(schema.source());
        if (reader.masked().isEmpty()) {
            throw new InvalidSchemaException(0, "no field has an `x-mask`; put one at each field that holds personal data,"
                    + " for example \"ip\": {\"type\": \"string\", \"x-mask\": \"address\"}");
        }
        checkDomains(reader.masked());
        return new EventType(file, schema, shape, reader);
    }

    private static void checkDomains(List<MaskedField> masked) {
        Map<String, TokenMask> byDomain = new HashMap<>();
        masked.forEach(field -> field.tokenMask().ifPresent(mask -> {
            if (!byDomain.computeIfAbsent(mask.domain(), domain -> mask).makesSameTokens(mask)) {
                throw new InvalidSchemaException(0, field.path() + ": another field of the domain `" + mask.domain()
                        + "` has another kind or scheme, so equal values would have different tokens;"
                        + " give one of the fields its own `domain`");
            }
        }));
    }

    /** The name: that of the schema file before {@code -event.schema.json} or {@code .schema.json}. */
    public String name() {
        return name;
    }

    /** The schema's file. */
    public Path file() {
        return file;
    }

    /** The results of masking, in the schema's order. */
    public List<MaskedField> masked() {
        return masked;
    }

    /** Paths of the fields that are stored unmasked. */
    public SortedSet<String> unmasked() {
        return unmasked;
    }

    /** Path of each masked field to a description of its masks. With equal descriptions, equal values have equal results. */
    public SortedMap<String, String> maskDescriptions() {
        SortedMap<String, String> descriptions = new TreeMap<>();
        masked.forEach(field -> descriptions.merge(field.path(),
                field.mask().description(field.name()) + (field.as().isEmpty() ? "" : " as " + field.as()),
                (one, other) -> one + "; " + other));
        return descriptions;
    }

    Optional<Rejection> check(JsonNode event) {
        return schema.check(event);
    }

    Shape.Fields shape() {
        return shape;
    }
}
