package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.keyset.PublishedKeys;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An event type that was inferred from samples, and its files. Neither the files nor the descriptions contain a value of the samples.
 * Immutable and thread-safe.
 */
public final class NewType {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
    private static final int MAX_NAME_LENGTH = 40;
    private static final String DEAD_LETTERS = "-dlq";
    private static final String SCHEMA = "-event.schema.json";
    private static final String ROUTE = ".camel.yaml";

    /** Tables of Maskroute, which a type of the same name would share. */
    private static final Set<String> OWN_TABLES = Set.of("user_logins", "processed_message", "unmask_audit", "maskroute_schema_history");

    private final String name;
    private final Scheme scheme;
    private final SampleStatistics samples;
    private final TypeDrafter.Draft draft;
    private final Table table;

    private NewType(String name, Scheme scheme, SampleStatistics samples, TypeDrafter.Draft draft) {
        this.name = name;
        this.scheme = scheme;
        this.samples = samples;
        this.draft = draft;
        this.table = new Table(name, draft.columns());
    }

    /**
     * Infers a type.
     *
     * @param name of the type, its folder and its table
     * @param scheme of its tokens
     * @param samples JSON Lines, a JSON array or a single event, plain or gzip; closed at the end
     * @param masked paths of fields to mask as text in any case
     * @throws NewTypeException if the name or the samples cannot be used
     * @throws IOException if the samples cannot be read
     */
    public static NewType of(String name, Scheme scheme, InputStream samples, Set<String> masked) throws IOException, NewTypeException {
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME_LENGTH || name.endsWith(DEAD_LETTERS)) {
            throw new NewTypeException("a type's name must be words of a-z and 0-9 joined by hyphens, at most " + MAX_NAME_LENGTH
                    + " characters, and must not end with " + DEAD_LETTERS + " like a dead-letter queue; for example orders");
        }
        SampleStatistics read = SampleStatistics.read(samples);
        return new NewType(name, scheme, read, new TypeDrafter(masked).draft(read.event()));
    }

    /** The number of samples that were read, as text. */
    public String samplesInWords() {
        return (samples.more() ? "the first " : "") + samples.count() + (samples.count() == 1 ? " sample" : " samples");
    }

    /** Whether there were too few samples to detect optional fields. */
    public boolean isGuess() {
        return samples.count() < 10;
    }

    /** The stored fields, in the order of the schema. */
    public List<Field> fields() {
        return List.copyOf(draft.fields());
    }

    /** Returns the column that stores a field; for a field in the items of an array, the column of the array. */
    public String column(Field field) {
        return table.columns().entrySet().stream().filter(column -> isOn(column.getValue().path(), field.place()))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }

    private static boolean isOn(List<String> path, List<String> place) {
        return path.size() <= place.size() && path.equals(place.subList(0, path.size()));
    }

    /** The fields that are not stored. */
    public List<DroppedField> leftOut() {
        return List.copyOf(draft.leftOut());
    }

    /** The file that creates the table, relative to the folder of the routes. */
    public Path createFile() {
        return Path.of(name, "create-" + name + ".sql");
    }

    /**
     * Writes the files, the route last: a running drain starts the type when its route exists.
     *
     * @param routes the folder of all types
     * @return the files
     * @throws NewTypeException if a file already exists, another type has the name, or no schema can have the fields; then nothing is
     *     written
     * @throws IOException if a file cannot be written; then the other files are deleted
     */
    public List<Path> write(Path routes) throws IOException, NewTypeException {
        Map<Path, String> files = checkedFiles();
        for (Path file : files.keySet()) {
            if (Files.exists(routes.resolve(file))) {
                throw new NewTypeException(routes.resolve(file) + " already exists; use another name, or move that type away");
            }
        }
        checkName(routes);
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path target = routes.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Path complete = target.resolveSibling(target.getFileName() + ".new");
                Files.writeString(complete, file.getValue(), StandardOpenOption.CREATE_NEW);
                written.add(complete);
                Files.move(complete, target);
                written.set(written.size() - 1, target);
            }
            return written;
        } catch (IOException | RuntimeException e) {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /** A route file of another type can have a route or bean of the name, for example for a second table. */
    private void checkName(Path routes) throws IOException, NewTypeException {
        if (OWN_TABLES.contains(table.name())) {
            throw new NewTypeException(table.name() + " is a table of Maskroute itself; use another name");
        }
        Pattern ids = Pattern.compile("(?<![\\w-])(?:drain|insert|maskroute-mask|maskroute-commit)-" + name + "(?![\\w-])");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(routes, "*" + ROUTE)) {
            for (Path file : files) {
                if (ids.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).find()) {
                    throw new NewTypeException(file + " already has a route or bean of that name; use another name");
                }
            }
        }
    }

    /** @throws NewTypeException if no schema can have the fields */
    private Map<Path, String> checkedFiles() throws IOException, NewTypeException {
        try {
            return files();
        } catch (InvalidSchemaException e) {
            throw new NewTypeException("no schema can have the fields of the samples; change the samples: " + e.getMessage());
        }
    }

    /** File contents by path relative to the folder of the routes. */
    Map<Path, String> files() throws IOException {
        Path folder = Path.of(name);
        String schema = JsonText.of(schema());
        FirstCases cases = new FirstCases(draft, table, masker(schema));
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(folder.resolve(name + SCHEMA), schema);
        files.put(folder.resolve(name + "-event.sample.json"), JsonText.of(draft.sample()));
        files.put(folder.resolve("insert-" + name + ".sql"), template("insert.sql").replace("@INSERT@", table.insert()));
        files.put(createFile(), template("create.sql").replace("@CREATE@\n", table.create()));
        files.put(folder.resolve("cases/stored.yaml"), template("stored.yaml") + cases.stored());
        files.put(folder.resolve("cases/rejected.yaml"), template("rejected.yaml") + cases.rejected());
        files.put(Path.of("drain-" + name + ROUTE), template("drain.camel.yaml"));
        return files;
    }

    /** The masker of the type with the published keys, as for all invented events. */
    private EventMasker masker(String schema) throws IOException {
        Path temporary = Files.createTempDirectory("maskroute-new");
        Path file = temporary.resolve(name + SCHEMA);
        try {
            return new EventMasker(EventType.read(Files.writeString(file, schema), scheme), PublishedKeys::keyset);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(temporary);
        }
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Event of the type " + name)
                .put("description", "Fields that are not named here are dropped; fields with x-mask are masked.");
        return schema.setAll(draft.schema());
    }

    private String template(String file) {
        try (InputStream in = NewType.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@TYPE@", name).replace("@TABLE@", table.identifier());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
