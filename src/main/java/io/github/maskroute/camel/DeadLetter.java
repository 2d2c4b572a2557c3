package io.github.maskroute.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
        Rejection rejection = rejection(failure, exchange.getMessage().getBody(String.class))
                .orElseThrow(() -> leave(failure));
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

    private static Optional<Rejection> rejection(Exception failure, String body) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedException rejected) {
                return Optional.of(rejected.rejection());
            }
            if (cause instanceof JsonProcessingException malformed) {
                return Optional.of(StrictJson.explain(malformed, body));
            }
        }
        return Optional.empty();
    }

    private static LeftInQueueException leave(Exception failure) {
        return failure instanceof LeftInQueueException left
                ? left
                : new LeftInQueueException("unexpected " + failure.getClass().getName());
    }

    private static void address(Exchange exchange, Rejection rejection, String messageId) {
        Message letter = exchange.getMessage();
        letter.setHeader(ATTRIBUTE_PREFIX + "reason", rejection.reason().code());
        letter.setHeader(ATTRIBUTE_PREFIX + "detail", rejection.detail());
        letter.setHeader(ATTRIBUTE_PREFIX + "message-id", messageId);
        letter.setHeader(ATTRIBUTE_PREFIX + "route", exchange.getFromRouteId());
        letter.setHeader(ATTRIBUTE_PREFIX + "failed-at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        exchange.setProperty("CamelAwsMessageGroupId", letter.getHeader(SqsHeaders.MESSAGE_GROUP_ID, messageId, String.class));
    }
}
