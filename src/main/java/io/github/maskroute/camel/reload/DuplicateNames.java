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
 * Finds beans and routes of one name in several files, as when a type is made from a copy of another's file. Camel takes the last for
 * all: one type's events would be masked by the other's schema, or drained by nobody.
 */
public final class DuplicateNames {

    private final Map<String, JsonNode> made = new HashMap<>();
    private final Map<String, Path> makers = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private DuplicateNames() {}

    /** Those of a folder's files. */
    public static List<Problem> in(Path folder) {
        return in(new RouteFolder(folder).read());
    }

    /** @param files file to text; what is no YAML is passed by */
    static List<Problem> in(Map<Path, String> files) {
        DuplicateNames namesakes = new DuplicateNames();
        RouteFolder.routesOf(files).forEach(namesakes::look);
        return List.copyOf(namesakes.problems);
    }

    private void look(Path file, String text) {
        try {
            for (JsonNode item : new YamlDocument(text, YamlDocument.Scalars.TEXTS).json()) {
                item.path("beans").forEach(bean -> look(file, text, "bean", bean.path("name").asText(), bean));
                List.of("route", "routeConfiguration").forEach(
                        kind -> look(file, text, "route", item.path(kind).path("id").asText(), item.path(kind)));
            }
        } catch (YamlEngineException e) {
            // Others say so.
        }
    }

    /** One that is the same in all is no matter: a file that was moved stays in force where it was until the next start. */
    private void look(Path file, String text, String kind, String name, JsonNode how) {
        String key = kind + " " + name;
        JsonNode other = name.isEmpty() ? null : made.putIfAbsent(key, how);
        Path maker = makers.computeIfAbsent(key, any -> file);
        if (other != null && !other.equals(how)) {
            problems.add(new Problem(file, FaultLocator.line(name, text),
                    "the " + key + " is made in " + maker.getFileName() + " too, in another way: give it a name of its own, wherever it stands"));
        }
    }
}
