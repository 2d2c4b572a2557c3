package io.github.maskroute.camel;

import io.github.maskroute.event.InvalidSchemaException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Builds an edited route file in a context of its own, with the beans and properties of the running one, where no
 * consumer starts: what fails there must not reach the running context. Safe for use by several threads.
 */
final class RouteTrial {

    private static final String DUE_TO = " due to: ";
    private static final Pattern WORD = Pattern.compile("[\\w.-]{4,}");

    private final CamelContext running;

    RouteTrial(CamelContext running) {
        this.running = running;
    }

    /** @throws EditRefusedException if routes, beans or endpoints of the file cannot be made */
    void check(Resource file, String text) throws EditRefusedException {
        try (DefaultCamelContext trial = new DefaultCamelContext(new DefaultRegistry(running.getRegistry()))) {
            trial.setNameStrategy(new ExplicitCamelContextNameStrategy("maskroute-trial"));
            trial.setAutoStartup(false);
            trial.getPropertiesComponent().addPropertiesSource(new RunningProperties());
            PluginHelper.getRoutesLoader(trial).loadRoutes(file);
            trial.start();
        } catch (Exception e) {
            throw refusal(e, text);
        }
    }

    private static EditRefusedException refusal(Exception thrown, String text) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof InvalidSchemaException)) {
            root = root.getCause();
        }
        if (root instanceof MarkedYamlEngineException marked) {
            return new EditRefusedException(marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), marked.getProblem());
        }
        String words = String.valueOf(root.getMessage());
        String message = words.contains(" ") ? words : root.getClass().getSimpleName() + ": " + words;
        // Camel puts the endpoint's whole URI before these words.
        String cause = message.substring(message.indexOf(DUE_TO) < 0 ? 0 : message.indexOf(DUE_TO) + DUE_TO.length());
        return new EditRefusedException(lineThatSays(cause, text), cause);
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
