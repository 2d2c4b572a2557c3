package io.github.maskroute.forget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import io.github.maskroute.text.YamlDocument;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The rules of a type's {@code forget.yaml}: for each field, by its path without brackets, the columns that store its tokens and what
 * happens to their rows. Immutable and thread-safe.
 *
 * <pre>{@code
 * device_id:
 *   - table: user_logins
 *     column: masked_device_id
 *     do: delete
 *   - table: devices
 *     column: masked_ids
 *     do: {set-null: [masked_ids, owner]}
 * }</pre>
 */
public final class ForgetRules {

    /** Name of the file, in the folder of the type's schema. */
    public static final String FILE = "forget.yaml";

    private static final String ENTRY = "{table: TABLE, column: COLUMN, do: delete}";

    private final SortedMap<String, List<ForgetRule>> byField = new TreeMap<>();

    private ForgetRules(Map<?, ?> fields) {
        fields.forEach((name, entries) -> {
            String field = String.valueOf(name);
            if (byField.put(field.replace("[]", ""), entries(field, entries)) != null) {
                throw new MalformedRulesException(field + " is given twice, with and without []");
            }
        });
    }

    /**
     * Reads a file. A missing file has no rules.
     *
     * @throws MalformedRulesException if the file cannot be read or is malformed
     */
    public static ForgetRules read(Path file) {
        try {
            return of(TextInput.read(file));
        } catch (NoSuchFileException e) {
            return new ForgetRules(Map.of());
        } catch (UnreadableTextException e) {
            throw new MalformedRulesException("the file " + e.getMessage());
        } catch (IOException e) {
            throw new MalformedRulesException("the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    static ForgetRules of(String text) {
        JsonNode document;
        try {
            document = new YamlDocument(text, YamlDocument.Scalars.VALUES).json();
        } catch (MarkedYamlEngineException e) {
            throw new MalformedRulesException(
                    "malformed YAML" + e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse(""));
        } catch (YamlEngineException e) {
            throw new MalformedRulesException("malformed YAML");
        }
        if (document.isObject()) {
            return new ForgetRules(new ObjectMapper().convertValue(document, Map.class));
        }
        throw new MalformedRulesException("the file must hold fields of the event, each with a list of entries like " + ENTRY);
    }

    /** Returns the rules of a field; empty if the file does not name it. */
    public List<ForgetRule> rules(String field) {
        return byField.getOrDefault(field, List.of());
    }

    /** The fields that the file names. */
    public List<String> fields() {
        return List.copyOf(byField.keySet());
    }

    /** An example of a line that adds a rule for a field. */
    public static String example(String field) {
        return field + ": [" + ENTRY + "]";
    }

    private static List<ForgetRule> entries(String field, @Nullable Object entries) {
        if (!(entries instanceof List<?> list) || list.isEmpty()) {
            throw new MalformedRulesException(field + " must be a list of entries like " + ENTRY);
        }
        return IntStream.range(0, list.size()).mapToObj(i -> rule(field + ", entry " + (i + 1), list.get(i))).toList();
    }

    private static ForgetRule rule(String place, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> map) || !map.keySet().equals(Set.of("table", "column", "do"))) {
            throw new MalformedRulesException(place + " must have `table`, `column` and `do`, and nothing else");
        }
        return new ForgetRule(text(place + ", table", map.get("table")), text(place + ", column", map.get("column")),
                setNull(place, map.get("do")));
    }

    private static List<String> setNull(String place, @Nullable Object action) {
        if ("delete".equals(action)) {
            return List.of();
        }
        if (action instanceof Map<?, ?> map && map.size() == 1 && map.get("set-null") instanceof List<?> columns && !columns.isEmpty()) {
            return columns.stream().map(column -> text(place + ", set-null", column)).distinct().toList();
        }
        throw new MalformedRulesException(place + ", do must be `delete` or `{set-null: [COLUMN, …]}`");
    }

    private static String text(String place, @Nullable Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new MalformedRulesException(place + " must be a name");
    }
}
