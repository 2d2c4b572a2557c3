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
 * The routes of a context for a diagram: the steps of each route, and the routes that it calls.
 *
 * <p>It contains only names: no parameter of an endpoint, no expression, no text of a statement. Safe for use by several
 * threads.
 */
public final class RouteDiagram {

    /**
     * A route.
     *
     * @param state a {@link ServiceStatus}, such as {@code Started}
     * @param steps descriptions in the order of the file; the first is the endpoint from which the route consumes
     * @param calls ids of the routes to which it sends exchanges, including its dead-letter route
     * @param deadLetters id of its dead-letter route; null if it has none
     */
    public record DrawnRoute(
            String id, String description, String state, List<String> steps, List<String> calls, @Nullable String deadLetters) {}

    private final CamelContext context;

    public RouteDiagram(CamelContext context) {
        this.context = context;
    }

    /** All current routes, sorted by id; a reload may change them. */
    public List<DrawnRoute> routes() {
        List<RouteDefinition> routes = List.copyOf(
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions());
        Map<EndpointName, String> consumers = routes.stream().collect(Collectors.toMap(
                route -> endpoint(route.getInput().getEndpointUri()), RouteDefinition::getRouteId, (first, second) -> first));
        return routes.stream().map(route -> draw(route, consumers)).sorted(Comparator.comparing(DrawnRoute::id)).toList();
    }

    private DrawnRoute draw(RouteDefinition route, Map<EndpointName, String> consumers) {
        List<String> steps = new ArrayList<>(List.of("from " + endpoint(route.getInput().getEndpointUri())));
        Set<String> calls = new LinkedHashSet<>();
        all(route.getOutputs()).forEach(step -> {
            steps.add(description(step));
            String target = target(step);
            if (target != null && consumers.containsKey(endpoint(target))) {
                calls.add(consumers.get(endpoint(target)));
            }
        });
        String deadLetters = route.getErrorHandlerFactory() instanceof DeadLetterChannelDefinition channel
                ? consumers.get(endpoint(channel.getDeadLetterUri())) : null;
        if (deadLetters != null) {
            calls.add(deadLetters);
        }
        String description = route.getDescriptionText();
        ServiceStatus state = context.getRouteController().getRouteStatus(route.getRouteId());
        return new DrawnRoute(route.getRouteId(), description == null ? "" : description,
                state == null ? ServiceStatus.Stopped.name() : state.name(), List.copyOf(steps), List.copyOf(calls), deadLetters);
    }

    /** Steps including nested ones, without those that a routeConfiguration added. */
    private static Stream<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
        return steps.stream()
                .filter(step -> !step.isAbstract())
                .flatMap(step -> Stream.concat(Stream.of(step), all(step.getOutputs())));
    }

    private String description(ProcessorDefinition<?> step) {
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

    /** The dead-letter route sends to the queue that each polling route defines. */
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
