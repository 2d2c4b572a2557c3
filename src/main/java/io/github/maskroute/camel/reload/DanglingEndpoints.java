package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.EndpointName;
import io.github.maskroute.camel.GroupCommit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code direct:} endpoints that a step calls and at which no route starts, for example because a route file is missing. Camel
 * would report that only with the first message, and all messages would stay in the queue.
 */
final class DanglingEndpoints {

    private final CamelContext context;
    private final Map<Path, String> files;

    private DanglingEndpoints(CamelContext context, Map<Path, String> files) {
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
        return new DanglingEndpoints(context, files).problems();
    }

    private List<Problem> problems() {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> starts = model.getRouteDefinitions().stream()
                .flatMap(route -> direct(route.getInput().getEndpointUri())).collect(Collectors.toSet());
        // Configurations first: each route has a copy of the calls of its configuration.
        return List.copyOf(Stream.concat(
                model.getRouteConfigurationDefinitions().stream().flatMap(policy -> dangling(starts, policy.getResource(), calls(policy))),
                model.getRouteDefinitions().stream().flatMap(route -> dangling(starts, route.getResource(), calls(route))))
                .collect(Collectors.toMap(Problem::cause, problem -> problem, (first, second) -> first, LinkedHashMap::new)).values());
    }

    private Stream<Problem> dangling(Set<String> starts, @Nullable Resource caller, Stream<String> calls) {
        return calls.flatMap(this::direct).filter(called -> !starts.contains(called)).map(called -> {
            String name = called.replace("://", ":");
            // Camel does not record the file of a route configuration.
            Path file = caller != null ? FaultLocator.fileOf(caller) : files.keySet().stream().filter(RouteFolder::isRoute)
                    .filter(route -> files.getOrDefault(route, "").contains(name)).findFirst().orElse(Path.of(""));
            return new Problem(file, line(name, files.getOrDefault(file, "")), "no route starts at " + name);
        });
    }

    /** The first line with the whole name; if the call spells it in parts, the line that has its longest unique word. */
    private static int line(String name, String text) {
        int whole = FaultLocator.firstLine(text, line -> line.contains(name));
        return whole > 0 ? whole : FaultLocator.line(name, text);
    }

    private Stream<String> calls(RouteDefinition route) {
        return Stream.concat(calls(route.getOutputs()), deadLetters(route.getErrorHandlerFactory()));
    }

    private Stream<String> calls(RouteConfigurationDefinition policy) {
        return Stream.concat(
                policy.getOnExceptions().stream().flatMap(handler -> calls(handler.getOutputs())),
                Optional.ofNullable(policy.getErrorHandler()).stream().flatMap(handler -> deadLetters(handler.getErrorHandlerType())));
    }

    private Stream<String> calls(List<ProcessorDefinition<?>> steps) {
        return Stream.concat(
                ProcessorDefinitionHelper.filterTypeInOutputs(steps, SendDefinition.class).stream().map(send -> send.getEndpointUri()),
                ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessDefinition.class).stream().flatMap(this::commits));
    }

    private Stream<String> commits(ProcessDefinition step) {
        return step.getRef() != null && context.getRegistry().lookupByName(step.getRef()) instanceof GroupCommit commit
                ? Stream.ofNullable(commit.getTo()) : Stream.empty();
    }

    private static Stream<String> deadLetters(@Nullable ErrorHandlerFactory handler) {
        return handler instanceof DeadLetterChannelDefinition channel ? Stream.ofNullable(channel.getDeadLetterUri()) : Stream.empty();
    }

    /** The normalized URI of a direct endpoint, without parameters, which do not identify it; empty for other endpoints. */
    private Stream<String> direct(String uri) {
        return EndpointName.of(context, uri).scheme().equals("direct")
                ? Stream.of(context.getEndpoint(uri).getEndpointUri().split("\\?", 2)[0]) : Stream.empty();
    }
}
