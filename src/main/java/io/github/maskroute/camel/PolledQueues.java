package io.github.maskroute.camel;

import io.github.maskroute.sqs.QueueName;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.URISupport;

/**
 * Reads from route definitions which queues the routes poll and which dead-letter queues they use. It is the only place that does.
 *
 * <p>A route sets its dead-letter queue as a constant in the exchange property {@value #DEAD_LETTERS}, so that a sender cannot
 * influence it. A route that sets none uses the queue of the setting {@code maskroute.dead-letter.queue}.
 */
public final class PolledQueues {

    /** Exchange property with the name of the route's dead-letter queue. */
    public static final String DEAD_LETTERS = "maskroute-dead-letter-queue";

    private static final String NAME = "maskroute.dead-letter.queue";
    private static final String URL = "maskroute.dead-letter.queue-url";

    private final CamelContext context;

    private PolledQueues(CamelContext context) {
        this.context = context;
    }

    /**
     * The queues of a context's routes, started or not, in the order of the routes.
     *
     * @throws IllegalArgumentException if a route does not define its queues; the message names the route and the remedy
     */
    public static List<PolledQueue> in(CamelContext context) {
        return polling(context).map(route -> of(context, route)).toList();
    }

    /** The routes that poll a queue. */
    public static Stream<RouteDefinition> polling(CamelContext context) {
        // A copy: a reload may change the list concurrently.
        return List.copyOf(context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()).stream()
                .filter(route -> route.getInput().getEndpointUri().startsWith("aws2-sqs:"));
    }

    /** @throws IllegalArgumentException if the route does not define its queues */
    public static PolledQueue of(CamelContext context, RouteDefinition route) {
        return new PolledQueues(context).of(route);
    }

    /**
     * The reason why a route must not run: it would receive another route's messages, or receive its own dead letters in an endless
     * loop. Only routes that use a routeConfiguration are checked; others may, for example, inspect a dead-letter queue.
     */
    public static Optional<String> confusion(CamelContext context, RouteDefinition route) {
        if (route.getRouteConfigurationId() == null) {
            return Optional.empty();
        }
        PolledQueue polled = of(context, route);
        if (isSame(polled.queue(), polled.deadLetters())) {
            return Optional.of("route " + polled.route() + " would send rejected messages to the queue that it polls; name another queue");
        }
        return polling(context).filter(other -> other != route && other.getRouteConfigurationId() != null)
                .filter(other -> isSame(polled.queue(), of(context, other).queue())).findFirst()
                .map(other -> "route " + polled.route() + " polls the queue of route " + other.getRouteId()
                        + ", and each would receive the other's events; name another queue");
    }

    /** @throws IllegalArgumentException for the first {@link #confusion} of a context's routes */
    public static void check(CamelContext context) {
        polling(context).flatMap(route -> confusion(context, route).stream()).findFirst().ifPresent(cause -> {
            throw new IllegalArgumentException(cause);
        });
    }

    private static boolean isSame(QueueName one, QueueName other) {
        return one.url().isPresent() && other.url().isPresent() ? one.url().equals(other.url()) : one.shown().equals(other.shown());
    }

    /** The dead-letter queue for the record of an exchange. */
    static QueueName deadLetters(Exchange exchange) {
        PolledQueues queues = new PolledQueues(exchange.getContext());
        String name = exchange.getProperty(DEAD_LETTERS, String.class);
        // The property is missing if the record was rejected before the step that sets it.
        return name != null ? queues.letters(name) : polling(exchange.getContext())
                .filter(route -> route.getRouteId().equals(exchange.getFromRouteId())).findFirst().map(queues::deadLetters)
                .orElseGet(() -> queues.letters(queues.byDefault()));
    }

    private PolledQueue of(RouteDefinition route) {
        String uri = EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, route.getInput().getEndpointUri());
        String name = QueueName.ofUrl(URISupport.stripQuery(uri).substring("aws2-sqs:".length())).replaceFirst(".*:", "");
        return new PolledQueue(route.getRouteId(), new QueueName(name, url(uri)), deadLetters(route));
    }

    private static Optional<String> url(String uri) {
        try {
            Map<String, Object> parameters = URISupport.parseQuery(URISupport.extractQuery(uri));
            return Optional.ofNullable(parameters.get("queueUrl")).map(Object::toString);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the parameters of an aws2-sqs endpoint cannot be parsed");
        }
    }

    private QueueName deadLetters(RouteDefinition route) {
        List<SetPropertyDefinition> set =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SetPropertyDefinition.class).stream()
                        .filter(step -> DEAD_LETTERS.equals(step.getName())).toList();
        if (set.isEmpty()) {
            return letters(byDefault());
        }
        SetPropertyDefinition only = set.get(0);
        if (set.size() == 1 && route.getOutputs().contains(only) && only.getExpression() instanceof ConstantExpression constant) {
            return letters(context.resolvePropertyPlaceholders(constant.getExpression()));
        }
        throw new IllegalArgumentException("route " + route.getRouteId() + " must set the property " + DEAD_LETTERS
                + " once, in a step of its own, to a constant: the name of its dead-letter queue");
    }

    private String byDefault() {
        return context.resolvePropertyPlaceholders("{{" + NAME + "}}");
    }

    private QueueName letters(String name) {
        Optional<String> url = name.equals(byDefault()) ? context.getPropertiesComponent().resolveProperty(URL) : Optional.empty();
        return new QueueName(name, url);
    }
}
