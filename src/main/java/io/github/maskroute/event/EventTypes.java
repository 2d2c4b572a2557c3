package io.github.maskroute.event;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The event types of a routes folder, read from their schemas. Immutable and thread-safe.
 *
 * <p>The name of a field with tokens is its path in the masked event without brackets, {@code customer.emails}. If another type has
 * another field with that path, the type comes before it: {@code orders:customer.emails}. Lookups also accept the last name of the path
 * if it is unique, and paths with brackets as the schema has them.
 */
public final class EventTypes {

    private static final String SCHEMA = ".schema.json";
    private static final String COLUMN_PREFIX = "masked_";

    private final List<EventType> types;
    private final SortedMap<String, TokenMask> fields = new TreeMap<>();
    private final Map<String, SortedSet<String>> fieldsByAlias = new LinkedHashMap<>();

    private EventTypes(List<EventType> types) {
        this.types = List.copyOf(types);
        types.forEach(this::addFields);
    }

    /**
     * Reads all schemas in a folder, at any depth.
     *
     * @param scheme default scheme of tokens
     * @throws InvalidSchemaException if a schema is invalid, or two have the same name; the message names the file
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static EventTypes in(Path folder, Scheme scheme) {
        Map<String, EventType> types = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(file -> isSchema(folder.relativize(file))).sorted().toList()) {
                EventType type = read(file, scheme);
                if (types.putIfAbsent(type.name(), type) != null) {
                    throw new InvalidSchemaException(0,
                            file + ": another schema has the type name " + type.name() + " too; rename one of the files");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EventTypes(List.copyOf(types.values()));
    }

    private static EventType read(Path file, Scheme scheme) {
        try {
            return EventType.read(file, scheme);
        } catch (InvalidSchemaException e) {
            throw new InvalidSchemaException(e.line(), file + (e.line() == 0 ? "" : ":" + e.line()) + ": " + e.getMessage());
        }
    }

    /** Names that begin with two dots belong to a mounted volume. */
    private static boolean isSchema(Path file) {
        return file.toString().endsWith(SCHEMA)
                && StreamSupport.stream(file.spliterator(), false).noneMatch(part -> part.toString().startsWith(".."));
    }

    private void addFields(EventType type) {
        for (MaskedField field : type.masked()) {
            field.tokenMask().ifPresent(mask -> {
                String path = field.resultPath();
                String pathWithType = type.name() + ":" + path;
                String name = isUnambiguous(path, mask) ? path : pathWithType;
                fields.put(name, mask);
                List.of(name, path, pathWithType, MaskedField.lastName(path)).forEach(
                        alias -> fieldsByAlias.computeIfAbsent(alias, any -> new TreeSet<>()).add(name));
            });
        }
    }

    private boolean isUnambiguous(String path, TokenMask mask) {
        return types.stream().flatMap(type -> type.masked().stream()).filter(other -> other.resultPath().equals(path))
                .flatMap(other -> other.tokenMask().stream()).allMatch(mask::equals);
    }

    /** All types, sorted by name. */
    public List<EventType> all() {
        return types;
    }

    /** The names of the fields with tokens. */
    public SortedSet<String> fields() {
        return new TreeSet<>(fields.keySet());
    }

    /** The fields that a word may refer to: a path with or without the type, or a last name. */
    public SortedSet<String> fieldsNamed(String word) {
        String bare = MaskedField.bare(word);
        return fields.containsKey(bare) ? new TreeSet<>(List.of(bare)) : fieldsByAlias.getOrDefault(bare, new TreeSet<>());
    }

    /** The field that a column is named after, if there is exactly one: {@code masked_ip} or {@code ip}. */
    public Optional<String> fieldOfColumn(String column) {
        SortedSet<String> meant = fieldsNamed(column.startsWith(COLUMN_PREFIX) ? column.substring(COLUMN_PREFIX.length()) : column);
        return meant.size() == 1 ? Optional.of(meant.first()) : Optional.empty();
    }

    /** The masks of the fields with tokens, with these keys. */
    public FieldMasks masks(MaskingKeys keys) {
        return new FieldMasks(keys, fields);
    }

    /** The type that has the most of these field names. */
    public Optional<EventType> closest(List<String> names) {
        return types.stream().max(Comparator.comparingLong(type -> known(type, names)));
    }

    private static long known(EventType type, List<String> names) {
        return names.stream().filter(type.shape().shapes()::containsKey).count();
    }
}
