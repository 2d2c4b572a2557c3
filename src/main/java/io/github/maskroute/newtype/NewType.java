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
 * An event type that was inferred from samples, and its files. Immutable and safe for use by several threads.
 *
 * <p>Neither the files nor what is said of the type has a value of the samples.
 */
public final class NewType {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;
    private static final String DEAD_LETTERS = "-dlq";
    private static final String SCHEMA = "-event.schema.json";
    private static final String ROUTE = ".camel.yaml";

    /** Tables that a type of that name would take for its own. */
    private static final Set<String> OTHERS_TABLES = Set.of("user_logins", "processed_message", "unmask_audit", "maskroute_schema_history");

    private final String name;
    private final Scheme scheme;
    private final SampleStatistics samples;
    private final TypeDraft draft;
    private final Table table;

    private NewType(String name, Scheme scheme, SampleStatistics samples, TypeDraft draft) {
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
     * @param samples JSON Lines, a JSON array or a single event, plain or compressed by gzip; closed once they are read
     * @param masked paths of fields to be masked as text, whatever they look like
     * @throws NewTypeException if the name or the samples cannot be used
     * @throws IOException if the samples cannot be read
     */
    public static NewType of(String name, Scheme scheme, InputStream samples, Set<String> masked) throws IOException, NewTypeException {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME || name.endsWith(DEAD_LETTERS)) {
            throw new NewTypeException("a type's name must be words of a-z and 0-9 with hyphens between, at most " + LONGEST_NAME
                    + " characters, and not end as dead-letter queues do, in " + DEAD_LETTERS + "; for example orders");
        }
        SampleStatistics read = SampleStatistics.read(samples);
        return new NewType(name, scheme, read, new TypeDrafter(masked).draft(read.event()));
    }

    /** How many samples were read, and whether there were more. */
    public String samplesInWords() {
        return samples.count() + (samples.more() ? " samples, the first ones" : samples.count() == 1 ? " sample" : " samples");
    }

    /** Whether there are so few that what is optional cannot be seen. */
    public boolean isGuess() {
        return samples.count() < 10;
    }

    /** All that is stored, in the order of the schema. */
    public List<Field> fields() {
        return List.copyOf(draft.fields());
    }

    /** The column that has a field's values; of a field in objects of an array, the array's. */
    public String column(Field field) {
        return table.columns().entrySet().stream().filter(column -> isOn(column.getValue().path(), field.place()))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }

    private static boolean isOn(List<String> path, List<String> place) {
        return path.size() <= place.size() && path.equals(place.subList(0, path.size()));
    }

    /** What is not stored, and why. */
    public List<DroppedField> leftOut() {
        return List.copyOf(draft.leftOut());
    }

    /** The file that makes the table, below the folder of the routes. */
    public Path createFile() {
        return Path.of(name, "create-" + name + ".sql");
    }

    /**
     * Writes the files, the route last: a running drain takes the type once its route is there.
     *
     * @param routes the folder of all types
     * @return the files
     * @throws NewTypeException if one is there already, another type has the name, or no schema can have the fields; then nothing is written
     * @throws IOException if one cannot be written; then none is left
     */
    public List<Path> write(Path routes) throws IOException, NewTypeException {
        Map<Path, String> files = usable();
        for (Path file : files.keySet()) {
            if (Files.exists(routes.resolve(file))) {
                throw new NewTypeException(routes.resolve(file) + " is there already; take another name, or move that type away");
            }
        }
        checkName(routes);
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path target = routes.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Path whole = target.resolveSibling(target.getFileName() + ".new");
                Files.writeString(whole, file.getValue(), StandardOpenOption.CREATE_NEW);
                written.add(whole);
                Files.move(whole, target);
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

    /** A route of another type may have the name already: of a second table, for example. */
    private void checkName(Path routes) throws IOException, NewTypeException {
        if (OTHERS_TABLES.contains(table.name())) {
            throw new NewTypeException(table.name() + " is a table of Maskroute's own; take another name");
        }
        Pattern taken = Pattern.compile("(?<![\\w-])(?:drain|insert|maskroute-mask|maskroute-commit)-" + name + "(?![\\w-])");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(routes, "*" + ROUTE)) {
            for (Path file : files) {
                if (taken.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).find()) {
                    throw new NewTypeException(file + " has a route or bean of that name already; take another name");
                }
            }
        }
    }

    /** The files, unless no schema can have fields of these names. */
    private Map<Path, String> usable() throws IOException, NewTypeException {
        try {
            return files();
        } catch (InvalidSchemaException e) {
            throw new NewTypeException("the samples' fields go into no schema, so change the samples: " + e.getMessage());
        }
    }

    /** Path below the folder of the routes to text. */
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

    /** As a drain would have it, but with published keys: events of cases are invented. */
    private EventMasker masker(String schema) throws IOException {
        Path alone = Files.createTempDirectory("maskroute-new");
        Path file = alone.resolve(name + SCHEMA);
        try {
            return new EventMasker(EventType.read(Files.writeString(file, schema), scheme), PublishedKeys::keyset);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(alone);
        }
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Event of the type " + name)
                .put("description", "Fields that are not named here are dropped; those with x-mask are masked.");
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
