package io.github.maskroute.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the files of {@code deploy/} and the page for the person on call. */
public final class Deployed {

    static final Path FOLDER = Path.of("deploy");

    /** A metric of Maskroute; the name of a recorded series has a colon before it. */
    private static final Pattern OURS = Pattern.compile("(?<![:\\w])maskroute_\\w+");

    private static final Pattern SELECTED = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{");

    private Deployed() {}

    /** The alerting rules. */
    public static List<JsonNode> alerts() {
        return rules().filter(rule -> rule.has("alert")).toList();
    }

    /** Maskroute's metrics that the rules use. */
    public static Set<String> metricsOfRules() {
        return rules().flatMap(rule -> ourMetrics(rule.path("expr").asText())).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> rules() {
        return stream(yaml("prometheus/maskroute.rules.yml").at("/groups/0/rules"));
    }

    /** The dashboard. */
    static JsonNode dashboard() {
        try {
            return new ObjectMapper().readTree(FOLDER.resolve("grafana/maskroute.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dashboard's panels with data, without the rows that are headings. */
    static List<JsonNode> panels() {
        return stream(dashboard().path("panels")).filter(panel -> !panel.path("type").asText().equals("row")).toList();
    }

    /** The PromQL of the dashboard's panels, with the variables replaced as Grafana does for all drains. */
    public static List<String> queries() {
        return panels().stream().flatMap(panel -> stream(panel.path("targets"))).map(target -> target.path("expr").asText()
                .replace("$job", ".+").replace("$replica", ".*").replace("$__rate_interval", "1m")).toList();
    }

    /** The metric names before the braces of a query. */
    public static Set<String> metricsOf(String query) {
        return SELECTED.matcher(query).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A YAML file below {@code deploy/}. */
    static JsonNode yaml(String file) {
        try {
            return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page for the person on call. */
    public static String manual() {
        try {
            return Files.readString(Path.of("docs", "operations.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maskroute's metrics that a text names. */
    public static Stream<String> ourMetrics(String text) {
        return OURS.matcher(text).results().map(found -> found.group());
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
