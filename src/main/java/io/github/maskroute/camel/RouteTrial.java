package io.github.maskroute.camel;

import io.github.maskroute.event.InvalidSchemaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Builds edited route files in a context of its own, where no consumer starts: what fails there must not reach the
 * running context. Safe for use by several threads.
 *
 * <p>That context has the running one's properties and the beans that were given from outside, and no others: the
 * files' own beans must be made anew, and stopping the trial must stop nothing that runs.
 */
final class RouteTrial {

    private static final String DUE_TO = " due to: ";
    private static final Pattern WORD = Pattern.compile("[\\w.-]{4,}");

    private final CamelContext running;
    private final Map<String, Object> givenBeans;

    RouteTrial(CamelContext running, Map<String, Object> givenBeans) {
        this.running = running;
        this.givenBeans = givenBeans;
    }

    /**
     * Tries route files together.
     *
     * @param texts file to text
     * @return the ids of their routes
     * @throws EditRefusedException if routes, beans or endpoints of a file cannot be made
     * @throws IOException if the trial cannot be ended
     */
    Set<String> check(Map<Path, String> texts) throws EditRefusedException, IOException {
        try (DefaultCamelContext trial = new DefaultCamelContext()) {
            givenBeans.forEach(trial.getRegistry()::bind);
            trial.setNameStrategy(new ExplicitCamelContextNameStrategy("maskroute-trial"));
            trial.setAutoStartup(false);
            trial.getPropertiesComponent().addPropertiesSource(new RunningProperties());
            trial.start();
            for (Map.Entry<Path, String> file : texts.entrySet()) {
                build(trial, file.getKey(), file.getValue());
            }
            return trial.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
        }
    }

    private static void build(DefaultCamelContext trial, Path file, String text) throws EditRefusedException {
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(trial)
                    .findRoutesBuilders(List.of(ResourceHelper.fromString("file:" + file, text)))) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    trial.addRoutesConfigurations(configurations);
                }
                trial.addRoutes(builder);
            }
        } catch (Exception e) {
            throw refusal(file, text, e);
        }
    }

    private static EditRefusedException refusal(Path file, String text, Exception thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof InvalidSchemaException)) {
            root = root.getCause();
        }
        if (root instanceof MarkedYamlEngineException marked) {
            return new EditRefusedException(file, marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), marked.getProblem());
        }
        String words = String.valueOf(root.getMessage());
        String message = words.contains(" ") ? words : root.getClass().getSimpleName() + ": " + words;
        // Camel puts the endpoint's whole URI before these words.
        String cause = message.substring(message.indexOf(DUE_TO) < 0 ? 0 : message.indexOf(DUE_TO) + DUE_TO.length());
        return new EditRefusedException(file, lineThatSays(cause, text), cause);
    }

    /** Camel does not say where: the line with the longest word of the cause that stands in the file only once. */
    private static int lineThatSays(String cause, String text) {
        List<String> lines = text.lines().toList();
        return WORD.matcher(cause).results()
                .map(MatchResult::group)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(word -> IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(word)).toArray())
                .filter(found -> found.length == 1)
                .map(found -> found[0] + 1)
                .findFirst()
                .orElse(0);
    }

    /** The running context's properties, as they are there. */
    private final class RunningProperties implements PropertiesSource {

        @Override
        public String getName() {
            return "running";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
