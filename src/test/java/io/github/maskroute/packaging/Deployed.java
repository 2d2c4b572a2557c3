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

/** The files of {@code deploy/} and the page for the person on call, as the tests read them. */
public final class Deployed {

    static final Path FOLDER = Path.of("deploy");

    /** A metric of ours; what a rule records has a colon before it. */
    private static final Pattern OURS = Pattern.compile("(?<![:\\w])maskroute_\\w+");

    private static final Pattern SELECTED = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{");

    private Deployed() {}

    /** The alerting rules. */
    public static List<JsonNode> alerts() {
        return rules().filter(rule -> rule.has("alert")).toList();
    }

    /** Our metrics that the rules ask for. */
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

    /** Its panels with data, without the rows that head them. */
    static List<JsonNode> panels() {
        return stream(dashboard().path("panels")).filter(panel -> !panel.path("type").asText().equals("row")).toList();
    }

    /** The PromQL of its panels, with variables as Grafana fills them in for all drains. */
    public static List<String> queries() {
        return panels().stream().flatMap(panel -> stream(panel.path("targets"))).map(target -> target.path("expr").asText()
                .replace("$job", ".+").replace("$replica", ".*").replace("$__rate_interval", "1m")).toList();
    }

    /** The names before a query's braces. */
    public static Set<String> metricsOf(String query) {
        return SELECTED.matcher(query).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A Kubernetes object. */
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

    /** Our metrics that a text names. */
    public static Stream<String> ourMetrics(String text) {
        return OURS.matcher(text).results().map(found -> found.group());
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
