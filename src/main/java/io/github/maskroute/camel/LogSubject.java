package io.github.maskroute.camel;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a line of the log is about: a message, or else a route.
 *
 * <p>As text it is the line's first words; {@link #warn} and {@link #error} name it in fields too. Immutable.
 *
 * @param messageId null if the exchange is none of a message
 * @param route where the exchange began
 */
record LogSubject(@Nullable String messageId, String route) {

    /** Names of the fields. */
    static final String MESSAGE_ID = "messageId";
    static final String ROUTE = "route";

    /** Ids in a line at most: a batch has up to 1,000 messages. */
    private static final int MOST = 10;

    static LogSubject of(Exchange exchange) {
        String messageId = exchange.getMessage().getHeader(SqsHeaders.MESSAGE_ID, String.class);
        return new LogSubject(messageId, String.valueOf(exchange.getFromRouteId()));
    }

    /** A line about messages of one route that fared alike, with the ids of the first of them. */
    static void warnOfSeveral(Logger log, List<Exchange> exchanges, String fate) {
        String route = of(exchanges.get(0)).route();
        String ids = exchanges.stream().limit(MOST).map(exchange -> of(exchange).messageId()).collect(Collectors.joining(", "));
        int others = exchanges.size() - MOST;
        log.atWarn().addKeyValue(ROUTE, route).log("{} messages ({}) {}: {}{}", exchanges.size(), route, fate, ids,
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
