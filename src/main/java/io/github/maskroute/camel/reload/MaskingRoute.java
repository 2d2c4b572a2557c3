package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.LeftInQueueException;
import io.github.maskroute.camel.MaskEvent;
import io.github.maskroute.camel.SqsHeaders;
import io.github.maskroute.camel.StrictJsonDataFormat;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.dataformat.CustomDataFormat;
import org.apache.camel.support.DefaultExchange;

/** A route of the validation's context with a masking step, and the steps through which validation passes an event. For one thread. */
record MaskingRoute(CamelContext context, RouteDefinition definition, MaskEvent masks) {

    /** All masking routes of a context, in the order of the routes. */
    static List<MaskingRoute> allOf(CamelContext context) {
        return ((ModelCamelContext) context).getRouteDefinitions().stream()
                .flatMap(route -> bean(context, route, MaskEvent.class).map(masks -> new MaskingRoute(context, route, masks)).stream())
                .toList();
    }

    String id() {
        return definition.getRouteId();
    }

    Path file() {
        return FaultLocator.fileOf(definition.getResource());
    }

    /** The endpoint that stores its rows; empty if it stores nothing. */
    Optional<String> to() {
        return bean(context, definition, GroupCommit.class).map(commit -> Objects.requireNonNull(commit.getTo()));
    }

    /** Parses a body as the route does before it masks. */
    JsonNode read(String body) throws RejectedException {
        Optional<StrictJsonDataFormat> json = steps(definition, UnmarshalDefinition.class).stream()
                .filter(step -> step.getDataFormatType() instanceof CustomDataFormat)
                .map(step -> context.getRegistry().lookupByName(((CustomDataFormat) step.getDataFormatType()).getRef()))
                .filter(StrictJsonDataFormat.class::isInstance).map(StrictJsonDataFormat.class::cast).findFirst();
        return json.isEmpty() ? StrictJson.read(body) : json.get().read(body);
    }

    /** Masks an event with a step, as the event of a message with a new id. */
    Object masked(MaskEvent step, JsonNode event, Instant sentAt) throws RejectedException, LeftInQueueException {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, UUID.randomUUID().toString());
        exchange.getMessage().setHeader(SqsHeaders.SENT_TIMESTAMP, String.valueOf(sentAt.toEpochMilli()));
        exchange.getMessage().setBody(event);
        step.process(exchange);
        return exchange.getMessage().getBody();
    }

    private static <T> Optional<T> bean(CamelContext context, RouteDefinition route, Class<T> type) {
        return steps(route, ProcessDefinition.class).stream()
                .map(step -> context.getRegistry().lookupByName(Objects.requireNonNullElse(step.getRef(), "")))
                .filter(type::isInstance).map(type::cast).findFirst();
    }

    private static <T extends ProcessorDefinition<?>> List<T> steps(RouteDefinition route, Class<T> type) {
        return List.copyOf(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type));
    }
}
