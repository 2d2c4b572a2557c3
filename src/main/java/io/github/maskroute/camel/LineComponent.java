package io.github.maskroute.camel;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.load.Line;
import io.github.maskroute.load.LineConsumer;
import io.github.maskroute.load.Rejects;
import io.github.maskroute.outage.ExceptionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Replaces Camel's aws2-sqs component in a context that loads files: it polls nothing, passes lines to a route as if they were messages,
 * and writes what the route sends to a queue to a file. So the route runs unchanged, from its first step to its last. It extends Camel's
 * own class because Camel's generated configurer sets properties of that class.
 *
 * <p>Safe for use by several threads.
 */
public final class LineComponent extends Sqs2Component {

    /** Name of the component that it replaces. */
    public static final String SCHEME = "aws2-sqs";

    private static final String LINE = "maskroute-line";

    private final Rejects rejects;

    /** @param rejects receives what a route would send to its dead-letter queue */
    public LineComponent(Rejects rejects) {
        this.rejects = rejects;
    }

    /** Ids of the routes that receive messages from SQS, sorted. */
    public static List<String> drains(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof LineEndpoint).map(Route::getId).sorted().toList();
    }

    /**
     * Starts a drain and the routes that it may call. No other route of the context is started.
     *
     * @param context with automatic start-up off
     * @param drain one of {@link #drains}
     * @return passes lines to the drain
     */
    public static LineConsumer start(CamelContext context, String drain) throws Exception {
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint() instanceof DirectEndpoint) {
                context.getRouteController().startRoute(route.getId());
            }
        }
        context.getRouteController().startRoute(drain);
        DefaultConsumer consumer = (DefaultConsumer) context.getRoute(drain).getConsumer();
        return (line, id, sentAt, settled) -> take(consumer, line, id, sentAt, settled);
    }

    private static void take(DefaultConsumer consumer, Line line, UUID id, Optional<Instant> sentAt, LineConsumer.Settled settled) {
        Exchange exchange = consumer.createExchange(false);
        exchange.setProperty(LINE, line);
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, id.toString());
        sentAt.ifPresent(time -> exchange.getMessage().setHeader(SqsHeaders.SENT_TIMESTAMP, String.valueOf(time.toEpochMilli())));
        exchange.getMessage().setBody(line.text());
        consumer.getAsyncProcessor().process(exchange, synchronously -> settled.settled(why(exchange)));
    }

    /**
     * Whether the exchange holds a line. The ledger stores no time for lines, whatever their rows say: loaded events are older than
     * the ledger's retention.
     */
    static boolean isOfLine(Exchange exchange) {
        return exchange.getProperty(LINE) != null;
    }

    /** Only the message of {@link LeftInQueueException} is known to quote no value. */
    private static Optional<String> why(Exchange exchange) {
        Exception failure = exchange.getException();
        return Optional.ofNullable(failure).map(thrown ->
                thrown instanceof LeftInQueueException ? String.valueOf(thrown.getMessage()) : new ExceptionSummary(thrown).toString());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new LineEndpoint(uri);
    }

    private void reject(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Line line = exchange.getProperty(LINE, Line.class);
        if (line == null || !(failure instanceof RejectedException rejected)) {
            throw new LeftInQueueException("the route sends to a queue, and a load has no queues");
        }
        rejects.write(line, rejected.rejection().reason().code(), rejected.rejection().detail());
    }

    private final class LineEndpoint extends DefaultEndpoint {

        LineEndpoint(String uri) {
            super(uri, LineComponent.this);
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    reject(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor);
        }
    }
}
