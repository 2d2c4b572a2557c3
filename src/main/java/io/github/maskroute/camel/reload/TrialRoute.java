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

/** A route of a trial that masks, and the steps of it that a trial takes an event through. For one thread. */
record TrialRoute(CamelContext trial, RouteDefinition definition, MaskEvent masks) {

    /** All that a context has, in its order. */
    static List<TrialRoute> allOf(CamelContext trial) {
        return ((ModelCamelContext) trial).getRouteDefinitions().stream()
                .flatMap(route -> bean(trial, route, MaskEvent.class).map(masks -> new TrialRoute(trial, route, masks)).stream()).toList();
    }

    String id() {
        return definition.getRouteId();
    }

    Path file() {
        return FaultLocator.fileOf(definition.getResource());
    }

    /** Where it sends what it stores; empty if it stores nothing. */
    Optional<String> to() {
        return bean(trial, definition, GroupCommit.class).map(commit -> Objects.requireNonNull(commit.getTo()));
    }

    /** What the route makes of a body before it masks. */
    JsonNode read(String body) throws RejectedException {
        Optional<StrictJsonDataFormat> json = steps(definition, UnmarshalDefinition.class).stream()
                .filter(step -> step.getDataFormatType() instanceof CustomDataFormat)
                .map(step -> trial.getRegistry().lookupByName(((CustomDataFormat) step.getDataFormatType()).getRef()))
                .filter(StrictJsonDataFormat.class::isInstance).map(StrictJsonDataFormat.class::cast).findFirst();
        return json.isEmpty() ? StrictJson.read(body) : json.get().read(body);
    }

    /** What a step makes of an event, of a message that is new each time. */
    Object masked(MaskEvent step, JsonNode event, Instant sentAt) throws RejectedException, LeftInQueueException {
        Exchange exchange = new DefaultExchange(trial);
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, UUID.randomUUID().toString());
        exchange.getMessage().setHeader(SqsHeaders.SENT_TIMESTAMP, String.valueOf(sentAt.toEpochMilli()));
        exchange.getMessage().setBody(event);
        step.process(exchange);
        return exchange.getMessage().getBody();
    }

    private static <T> Optional<T> bean(CamelContext trial, RouteDefinition route, Class<T> type) {
        return steps(route, ProcessDefinition.class).stream()
                .map(step -> trial.getRegistry().lookupByName(Objects.requireNonNullElse(step.getRef(), "")))
                .filter(type::isInstance).map(type::cast).findFirst();
    }

    private static <T extends ProcessorDefinition<?>> List<T> steps(RouteDefinition route, Class<T> type) {
        return List.copyOf(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type));
    }
}
