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
 * A kind of event, as its schema describes it: which events are accepted, what of them is masked and how, and what is stored as it
 * comes. Whatever the schema does not name is dropped, at any depth.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EventType {

    private static final String FILE = "(?:-event)?\\.schema\\.json";

    private final String name;
    private final Path file;
    private final EventSchema schema;
    private final Shape.Fields shape;
    private final List<MaskedField> masked;
    private final SortedSet<String> asTheyCome;

    private EventType(Path file, EventSchema schema, Shape.Fields shape, ShapeReader reader) {
        this.name = String.valueOf(file.getFileName()).replaceFirst(FILE, "");
        this.file = file;
        this.schema = schema;
        this.shape = shape;
        this.masked = List.copyOf(reader.masked());
        this.asTheyCome = Collections.unmodifiableSortedSet(new TreeSet<>(reader.asTheyCome()));
    }

    /**
     * Reads a type's schema.
     *
     * @param file is called {@code NAME-event.schema.json}, where NAME is the type's
     * @param scheme of the tokens whose mask names none
     * @throws InvalidSchemaException if it is no valid schema, masks nothing, or leaves a way by its masks
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
        masked.forEach(field -> field.mask().ofTokens().ifPresent(mask -> {
            if (!byDomain.computeIfAbsent(mask.domain(), domain -> mask).isAlike(mask)) {
                throw new InvalidSchemaException(0, field.path() + ": another field of the domain `" + mask.domain() + "` has another kind or"
                        + " scheme, and equal values would not be equal; give one of them a `domain` of its own");
            }
        }));
    }

    /** Its name: that of its schema's file before {@code -event.schema.json}. */
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

    /** Paths of the fields that are stored as they come. */
    public SortedSet<String> asTheyCome() {
        return asTheyCome;
    }

    /** Path of each masked field to how it is masked, in words; of two that are equal, equal values have equal results. */
    public SortedMap<String, String> maskedInWords() {
        SortedMap<String, String> words = new TreeMap<>();
        masked.forEach(field -> words.merge(field.path(),
                field.mask().words(field.name()) + (field.as().isEmpty() ? "" : " as " + field.as()), (one, other) -> one + "; " + other));
        return words;
    }

    Optional<Rejection> check(JsonNode event) {
        return schema.check(event);
    }

    Shape.Fields shape() {
        return shape;
    }
}
