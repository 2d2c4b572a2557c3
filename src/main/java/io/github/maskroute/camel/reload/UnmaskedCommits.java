package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.MaskEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps that store events although no earlier step can have masked them. The database would store raw fields, or reject every
 * event, so that all would become dead letters.
 */
final class UnmaskedCommits {

    private static final List<String> CALLED = List.of("direct", "seda");
    private static final String OUR_STEPS = MaskEvent.class.getPackageName();

    private final CamelContext context;
    private final Map<Path, String> files;

    private UnmaskedCommits(CamelContext context, Map<Path, String> files) {
        this.context = context;
        this.files = files;
    }

    /**
     * The problems of a context.
     *
     * @param context whose routes are built, started or not
     * @param files text of each file
     */
    static List<Problem> in(CamelContext context, Map<Path, String> files) {
        UnmaskedCommits commits = new UnmaskedCommits(context, files);
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .flatMap(route -> commits.problems(route).stream()).toList();
    }

    private List<Problem> problems(RouteDefinition route) {
        List<Problem> problems = new ArrayList<>();
        boolean masked = isCalled(route);
        for (ProcessorDefinition<?> step : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            if (!masked && step instanceof ProcessDefinition process && bean(process) instanceof GroupCommit) {
                Path file = FaultLocator.fileOf(route.getResource());
                problems.add(new Problem(file, line(file, process), "`" + process.getRef() + "` would store what no step has masked;"
                        + " put the masking step before it"));
            }
            masked |= mayMask(step);
        }
        return problems;
    }

    /** Whether another route can call it, and may have masked before. */
    private static boolean isCalled(RouteDefinition route) {
        return CALLED.stream().anyMatch(route.getInput().getEndpointUri()::startsWith);
    }

    /** A step that calls beans or routes, or is not one of Maskroute's, may mask. */
    private boolean mayMask(ProcessorDefinition<?> step) {
        if (step instanceof ProcessDefinition process) {
            Object bean = bean(process);
            return bean instanceof MaskEvent || bean == null || !bean.getClass().getPackageName().equals(OUR_STEPS);
        }
        return step instanceof BeanDefinition || step instanceof SendDefinition || step instanceof ToDynamicDefinition;
    }

    private @Nullable Object bean(ProcessDefinition step) {
        return step.getRef() == null ? null : context.getRegistry().lookupByName(step.getRef());
    }

    private int line(Path file, ProcessDefinition step) {
        String ref = "ref: " + step.getRef();
        return FaultLocator.firstLine(files.getOrDefault(file, ""), line -> line.strip().equals(ref));
    }
}
