package io.github.maskroute.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Finds steps that store what no step before them masks. The database would take the event's fields as they came, or
 * refuse each event, and all would become dead letters.
 */
public final class UnmaskedCommits {

    private final CamelContext context;
    private final Map<Path, String> files;

    private UnmaskedCommits(CamelContext context, Map<Path, String> files) {
        this.context = context;
        this.files = files;
    }

    /** Those of a context whose routes, from this folder, are built; started or not. */
    public static List<Problem> in(CamelContext context, Path folder) {
        return in(context, new RouteFolder(folder).read());
    }

    /** @param files file to text */
    static List<Problem> in(CamelContext context, Map<Path, String> files) {
        UnmaskedCommits commits = new UnmaskedCommits(context, files);
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .flatMap(route -> commits.problems(route).stream()).toList();
    }

    private List<Problem> problems(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>();
        for (ProcessDefinition step : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessDefinition.class)) {
            Object bean = step.getRef() == null ? null : context.getRegistry().lookupByName(step.getRef());
            if (bean instanceof MaskLogin) {
                break;
            }
            if (bean instanceof GroupCommit) {
                Path file = Blame.fileOf(route.getResource());
                problems.add(new Problem(file, line(file, step), "`" + step.getRef() + "` would store what no step has masked;"
                        + " put the step that masks before it"));
            }
        }
        return problems;
    }

    private int line(Path file, ProcessDefinition step) {
        List<String> lines = files.getOrDefault(file, "").lines().toList();
        String ref = "ref: " + step.getRef();
        return 1 + IntStream.range(0, lines.size()).filter(i -> lines.get(i).strip().equals(ref)).findFirst().orElse(-1);
    }
}
