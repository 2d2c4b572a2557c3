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
 * The event types of a routes' folder, by their schemas. Immutable and safe for use by several threads.
 *
 * <p>A field that holds tokens is called by its path in the masked event without brackets, {@code customer.emails}; where another type has another field
 * by that path, with the type before it: {@code orders:customer.emails}. Where it is the only one of its last name, that does too. A word with
 * brackets, as the schema's paths have them, means the same.
 */
public final class EventTypes {

    private static final String SCHEMA = ".schema.json";
    private static final String COLUMN_PREFIX = "masked_";

    private final List<EventType> types;
    private final SortedMap<String, TokenMask> fields = new TreeMap<>();
    private final Map<String, SortedSet<String>> fieldsByWord = new LinkedHashMap<>();

    private EventTypes(List<EventType> types) {
        this.types = List.copyOf(types);
        types.forEach(this::addFields);
    }

    /**
     * Reads all schemas in a folder, at any depth.
     *
     * @param scheme of the tokens whose mask names none
     * @throws InvalidSchemaException if one cannot be used, or two are of one name; names the file
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static EventTypes in(Path folder, Scheme scheme) {
        Map<String, EventType> types = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(file -> isSchema(folder.relativize(file))).sorted().toList()) {
                EventType type = read(file, scheme);
                if (types.putIfAbsent(type.name(), type) != null) {
                    throw new InvalidSchemaException(0, file + ": another schema is of the type " + type.name() + " too; rename one");
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

    /** Names with two dots are a mounted volume's own. */
    private static boolean isSchema(Path file) {
        return file.toString().endsWith(SCHEMA)
                && StreamSupport.stream(file.spliterator(), false).noneMatch(part -> part.toString().startsWith(".."));
    }

    private void addFields(EventType type) {
        for (MaskedField field : type.masked()) {
            field.mask().ofTokens().ifPresent(mask -> {
                String path = field.resultPath();
                String ofType = type.name() + ":" + path;
                String called = isAlone(path, mask) ? path : ofType;
                fields.put(called, mask);
                List.of(called, path, ofType, MaskedField.lastName(path)).forEach(
                        word -> fieldsByWord.computeIfAbsent(word, any -> new TreeSet<>()).add(called));
            });
        }
    }

    private boolean isAlone(String path, TokenMask mask) {
        return types.stream().flatMap(type -> type.masked().stream()).filter(other -> other.resultPath().equals(path))
                .flatMap(other -> other.mask().ofTokens().stream()).allMatch(mask::equals);
    }

    /** All, by name. */
    public List<EventType> all() {
        return types;
    }

    /** What the fields that hold tokens are called. */
    public SortedSet<String> fields() {
        return new TreeSet<>(fields.keySet());
    }

    /** The fields that a word may mean: its path, its last name, or either with the type before it. */
    public SortedSet<String> called(String word) {
        String bare = MaskedField.bare(word);
        return fields.containsKey(bare) ? new TreeSet<>(List.of(bare)) : fieldsByWord.getOrDefault(bare, new TreeSet<>());
    }

    /** The field that a column is named after, if there is one: {@code masked_ip}, or {@code ip}. */
    public Optional<String> ofColumn(String column) {
        SortedSet<String> meant = called(column.startsWith(COLUMN_PREFIX) ? column.substring(COLUMN_PREFIX.length()) : column);
        return meant.size() == 1 ? Optional.of(meant.first()) : Optional.empty();
    }

    /** What the fields' tokens are made of, with some keys. */
    public FieldMasks masks(MaskingKeys keys) {
        return FieldMasks.of(keys, fields);
    }

    /** The type that has the most of these names of fields. */
    public Optional<EventType> closest(List<String> names) {
        return types.stream().max(Comparator.comparingLong(type -> known(type, names)));
    }

    private static long known(EventType type, List<String> names) {
        return names.stream().filter(type.shape().shapes()::containsKey).count();
    }
}
