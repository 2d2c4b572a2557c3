package io.github.maskroute.camel;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The subject of a log line: a message, or a route if there is no message.
 *
 * <p>{@link #toString} gives the first words of the line; {@link #warn} and {@link #error} add message id and route as fields.
 * Immutable.
 *
 * @param messageId null if the exchange has no SQS message
 * @param route id of the route that created the exchange
 */
record LogSubject(@Nullable String messageId, String route) {

    /** Names of the log fields. */
    static final String MESSAGE_ID = "messageId";
    static final String ROUTE = "route";

    /** Maximum number of message ids in a line: a batch has up to 1,000 messages. */
    private static final int MAX_IDS = 10;

    static LogSubject of(Exchange exchange) {
        String messageId = exchange.getMessage().getHeader(SqsHeaders.MESSAGE_ID, String.class);
        return new LogSubject(messageId, String.valueOf(exchange.getFromRouteId()));
    }

    /** Logs one line for several messages of one route with the same outcome. It names the ids of the first {@value #MAX_IDS}. */
    static void warnOfSeveral(Logger log, List<Exchange> exchanges, String outcome) {
        String route = of(exchanges.get(0)).route();
        String ids = exchanges.stream().limit(MAX_IDS).map(exchange -> of(exchange).messageId()).collect(Collectors.joining(", "));
        int others = exchanges.size() - MAX_IDS;
        log.atWarn().addKeyValue(ROUTE, route).log("{} messages ({}) {}: {}{}", exchanges.size(), route, outcome, ids,
                others > 0 ? " and " + others + " others" : "");
    }

    LoggingEventBuilder warn(Logger log) {
        return fields(log.atWarn());
    }

    LoggingEventBuilder error(Logger log) {
        return fields(log.atError());
    }

    boolean isMessage() {
        return messageId != null;
    }

    private LoggingEventBuilder fields(LoggingEventBuilder line) {
        LoggingEventBuilder withRoute = line.addKeyValue(ROUTE, route);
        return isMessage() ? withRoute.addKeyValue(MESSAGE_ID, messageId) : withRoute;
    }

    @Override
    public String toString() {
        return isMessage() ? "Message " + messageId + " (" + route + ")" : "Route " + route;
    }
}
