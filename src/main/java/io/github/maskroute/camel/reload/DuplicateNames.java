package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.text.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Finds beans and routes that several files define with the same name, for example because one file is a copy of another. Camel uses
 * the last definition for all: events of one type would be masked by the schema of the other, or not drained at all.
 */
final class DuplicateNames {

    private final Map<String, JsonNode> definitions = new HashMap<>();
    private final Map<String, Path> definedIn = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private DuplicateNames() {}

    /** @param files text of each file; files that are not YAML are ignored */
    static List<Problem> in(Map<Path, String> files) {
        DuplicateNames duplicates = new DuplicateNames();
        RouteFolder.routesOf(files).forEach(duplicates::check);
        return List.copyOf(duplicates.problems);
    }

    private void check(Path file, String text) {
        try {
            for (JsonNode item : new YamlDocument(text, YamlDocument.Scalars.TEXTS).json()) {
                item.path("beans").forEach(bean -> check(file, text, "bean", bean.path("name").asText(), bean));
                List.of("route", "routeConfiguration").forEach(
                        kind -> check(file, text, "route", item.path(kind).path("id").asText(), item.path(kind)));
            }
        } catch (YamlEngineException e) {
            // RouteSchema reports it.
        }
    }

    /** Equal definitions are allowed: after a file is moved, its old version stays in force until the next start. */
    private void check(Path file, String text, String kind, String name, JsonNode definition) {
        String key = kind + " " + name;
        JsonNode other = name.isEmpty() ? null : definitions.putIfAbsent(key, definition);
        Path otherFile = definedIn.computeIfAbsent(key, any -> file);
        if (other != null && !other.equals(definition)) {
            problems.add(new Problem(file, FaultLocator.line(name, text), "the " + key + " is also defined in " + otherFile.getFileName()
                    + ", differently: give it a unique name here and where it is used"));
        }
    }
}
