package io.github.maskroute.camel;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses a rejected record to the dead-letter queue: the original body, with reason, detail and origin as headers.
 *
 * <p>It is the only door to that queue, and it is shut to everything but a rejection: an exchange that failed otherwise
 * fails here again, so that its message stays in the source queue. Safe for use by several threads.
 */
public final class DeadLetter implements Processor {

    /** What the names of a dead letter's attributes begin with. */
    public static final String ATTRIBUTE_PREFIX = "maskroute-";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (!(failure instanceof RejectedException rejected)) {
            throw new LeftInQueueException("not a rejection: " + failure.getClass().getName());
        }
        Rejection rejection = rejected.rejection();
        String messageId = exchange.getMessage().getHeader(SqsHeaders.MESSAGE_ID, String.class);
        address(exchange, rejection, messageId);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange completed) {
                Tally.of(completed.getContext()).deadLetter(rejection.reason());
                LOG.warn("Message {} is a dead letter: {}: {}", messageId, rejection.reason().code(), rejection.detail());
            }
        });
    }

    private static void address(Exchange exchange, Rejection rejection, String messageId) {
        Message letter = exchange.getMessage();
        letter.setHeader(ATTRIBUTE_PREFIX + "reason", rejection.reason().code());
        letter.setHeader(ATTRIBUTE_PREFIX + "detail", rejection.detail());
        letter.setHeader(ATTRIBUTE_PREFIX + "message-id", messageId);
        letter.setHeader(ATTRIBUTE_PREFIX + "route", exchange.getFromRouteId());
        letter.setHeader(ATTRIBUTE_PREFIX + "failed-at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        exchange.setProperty(SqsHeaders.GROUP_ID_PROPERTY, letter.getHeader(SqsHeaders.MESSAGE_GROUP_ID, messageId, String.class));
    }
}
