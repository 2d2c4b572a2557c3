package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.github.maskroute.text.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Validates route files against Camel's own JSON Schema of the YAML DSL, which defines the keys. Safe for use by several threads.
 *
 * <p>Camel reads every scalar as text, resolves its placeholders, and only then converts it to a number or boolean. So Camel checks
 * scalars itself when it builds the route, and this class accepts any scalar where the schema has a scalar.
 */
final class RouteSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

    /** Keywords by precedence among equally deep faults: an unknown key is a better explanation than a missing one. */
    private static final List<String> PRECEDENCE = List.of("additionalProperties", "required", "enum", "maxProperties", "type");

    private RouteSchema() {}

    /** @throws EditRefusedException if the file is not YAML or violates the schema; it names the deepest fault */
    static void check(Path file, String text) throws EditRefusedException {
        try {
            YamlDocument document = new YamlDocument(text, YamlDocument.Scalars.TEXTS);
            List<Error> errors = Loaded.SCHEMA.validate(document.json());
            Optional<Error> worst = errors.stream().max(
                    Comparator.<Error>comparingInt(error -> path(error).size()).thenComparingInt(RouteSchema::precedence));
            if (worst.isPresent()) {
                throw new EditRefusedException(file, document.line(path(worst.get())), description(worst.get(), errors));
            }
        } catch (MarkedYamlEngineException e) {
            throw new EditRefusedException(file, FaultLocator.line(e), e.getProblem());
        } catch (YamlEngineException e) {
            throw new EditRefusedException(file, 0, String.valueOf(e.getMessage()));
        }
    }

    private static int precedence(Error error) {
        int rank = PRECEDENCE.indexOf(error.getKeyword());
        return rank < 0 ? -PRECEDENCE.size() : -rank;
    }

    /** The path to the fault: keys and indexes, and an unknown key itself. */
    private static List<String> path(Error error) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            path.add(error.getInstanceLocation().getElement(i).toString());
        }
        if (error.getProperty() != null) {
            path.add(error.getProperty());
        }
        return path;
    }

    private static String description(Error error, List<Error> errors) {
        List<String> path = path(error);
        List<String> keys = path.stream().filter(step -> !step.matches("[0-9]+")).toList();
        String last = keys.isEmpty() ? "the file" : "`" + keys.get(keys.size() - 1) + "`";
        String in = keys.size() < 2 ? "" : " in `" + keys.get(keys.size() - 2) + "`";
        return switch (error.getKeyword()) {
            case "additionalProperties" -> last + " is unknown" + in;
            case "required" -> missing(error, errors) + in;
            case "enum" -> last + " must be one of " + error.getSchemaNode();
            default -> last + ": " + error.getMessage();
        };
    }

    /** If the schema has alternatives, each alternative reports its own missing key. */
    private static String missing(Error error, List<Error> errors) {
        List<String> keys = errors.stream()
                .filter(other -> other.getKeyword().equals("required") && other.getInstanceLocation().equals(error.getInstanceLocation()))
                .map(other -> "`" + other.getProperty() + "`").distinct().toList();
        return (keys.size() == 1 ? keys.get(0) : "one of " + String.join(", ", keys)) + " is missing";
    }

    /** The schema, loaded when the first file is checked; loading takes about half a second. */
    private static final class Loaded {

        private static final Dialect DIALECT =
                Dialect.builder(Dialects.getDraft4()).keyword(new NonValidationKeyword("deprecated")).build();

        static final Schema SCHEMA = load();

        private static Schema load() {
            try (InputStream in = Objects.requireNonNull(RouteSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                JsonNode source = new JsonMapper().readTree(in);
                widen(source);
                return SchemaRegistry.withDialect(DIALECT).getSchema(source);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void widen(JsonNode node) {
            node.forEach(Loaded::widen);
            if (node instanceof ObjectNode object && SCALARS.contains(object.path("type").asText())) {
                object.set("type", JsonNodeFactory.instance.arrayNode().add("string").add("null"));
                JsonNode values = object.remove("enum");
                if (values != null) {
                    object.putArray("anyOf").add(JsonNodeFactory.instance.objectNode().set("enum", values))
                            .addObject().put("pattern", "\\{\\{");
                }
            }
        }
    }
}
