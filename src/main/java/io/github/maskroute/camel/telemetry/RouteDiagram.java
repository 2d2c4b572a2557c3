package io.github.maskroute.camel.telemetry;

import io.github.maskroute.camel.EndpointName;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.PolledQueues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.dataformat.CustomDataFormat;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a context as they can be drawn: what each does, and which it hands exchanges to.
 *
 * <p>It holds names only: no parameter of an endpoint, no expression, no text of a statement. Safe for use by several
 * threads.
 */
public final class RouteDiagram {

    /**
     * A route.
     *
     * @param state Camel's word, such as {@code Started}
     * @param steps in words, in the order of the file; what the route takes from is the first
     * @param calls ids of the routes that it hands exchanges to, dead letters' included
     * @param deadLetters id of the one of them that takes its dead letters
     */
    public record DrawnRoute(
            String id, String description, String state, List<String> steps, List<String> calls, @Nullable String deadLetters) {}

    private final CamelContext context;

    public RouteDiagram(CamelContext context) {
        this.context = context;
    }

    /** All routes as they are now, by id; live edits may change them. */
    public List<DrawnRoute> routes() {
        List<RouteDefinition> routes = List.copyOf(
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions());
        Map<EndpointName, String> takers = routes.stream().collect(Collectors.toMap(
                route -> endpoint(route.getInput().getEndpointUri()), RouteDefinition::getRouteId, (first, second) -> first));
        return routes.stream().map(route -> draw(route, takers)).sorted(Comparator.comparing(DrawnRoute::id)).toList();
    }

    private DrawnRoute draw(RouteDefinition route, Map<EndpointName, String> takers) {
        List<String> steps = new ArrayList<>(List.of("from " + endpoint(route.getInput().getEndpointUri())));
        Set<String> calls = new LinkedHashSet<>();
        all(route.getOutputs()).forEach(step -> {
            steps.add(words(step));
            String target = target(step);
            if (target != null && takers.containsKey(endpoint(target))) {
                calls.add(takers.get(endpoint(target)));
            }
        });
        String deadLetters = route.getErrorHandlerFactory() instanceof DeadLetterChannelDefinition channel
                ? takers.get(endpoint(channel.getDeadLetterUri())) : null;
        if (deadLetters != null) {
            calls.add(deadLetters);
        }
        String description = route.getDescriptionText();
        ServiceStatus state = context.getRouteController().getRouteStatus(route.getRouteId());
        return new DrawnRoute(route.getRouteId(), description == null ? "" : description,
                state == null ? ServiceStatus.Stopped.name() : state.name(), List.copyOf(steps), List.copyOf(calls), deadLetters);
    }

    /** Steps and what stands within them; not what a routeConfiguration added. */
    private static Stream<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
        return steps.stream()
                .filter(step -> !step.isAbstract())
                .flatMap(step -> Stream.concat(Stream.of(step), all(step.getOutputs())));
    }

    private String words(ProcessorDefinition<?> step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            EndpointName target = endpoint(dynamic.getUri());
            return "to " + target.scheme() + (dynamic.getUri().contains(PolledQueues.DEAD_LETTERS) ? " " + deadLetterQueues() : "");
        }
        String verb = step.getShortName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        String object = object(step);
        return object.isEmpty() ? verb : verb + " " + object;
    }

    private String object(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            return endpoint(send.getEndpointUri()).toString();
        }
        if (step instanceof ProcessDefinition process) {
            return orEmpty(process.getRef());
        }
        if (step instanceof MarshalDefinition marshal) {
            return format(marshal.getDataFormatType());
        }
        if (step instanceof UnmarshalDefinition unmarshal) {
            return format(unmarshal.getDataFormatType());
        }
        return step instanceof ConvertBodyDefinition convert ? orEmpty(convert.getType()) : "";
    }

    /** What the letters' route sends to is for each route that polls to say. */
    private String deadLetterQueues() {
        return PolledQueues.in(context).stream().map(polled -> polled.deadLetters().shown()).distinct().collect(Collectors.joining(", "));
    }

    private static String format(@Nullable DataFormatDefinition format) {
        return format instanceof CustomDataFormat custom ? orEmpty(custom.getRef())
                : format == null ? "" : orEmpty(format.getDataFormatName());
    }

    private @Nullable String target(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            return send.getEndpointUri();
        }
        return step instanceof ProcessDefinition process && process.getRef() != null
                && context.getRegistry().lookupByName(process.getRef()) instanceof GroupCommit commit ? commit.getTo() : null;
    }

    private EndpointName endpoint(String uri) {
        return EndpointName.of(context, uri);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
