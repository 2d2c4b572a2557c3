package io.github.maskroute.camel;

import io.github.maskroute.deadletter.Origin;
import java.time.Instant;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that waits for its batch.
 *
 * @param callback is told when its fate is known
 * @param sentMillis when SQS accepted its message, in epoch milliseconds; now, where SQS does not say
 */
record PendingExchange(Exchange exchange, AsyncCallback callback, long sentMillis) {

    private static final Logger LOG = LoggerFactory.getLogger(PendingExchange.class);

    static PendingExchange of(Exchange exchange, AsyncCallback callback) {
        Instant sent = Origin.of("", exchange.getMessage().getHeader(SqsHeaders.SENT_TIMESTAMP, String.class)).sentAt();
        return new PendingExchange(exchange, callback, sent.equals(Instant.EPOCH) ? System.currentTimeMillis() : sent.toEpochMilli());
    }

    Object row() {
        return exchange.getMessage().getBody();
    }

    boolean isFirstDelivery() {
        return "1".equals(exchange.getMessage().getHeader(SqsHeaders.RECEIVE_COUNT));
    }

    void complete() {
        try {
            callback.done(false);
        } catch (Throwable e) {
            // Else the records after it would be told twice.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log("{} did not complete in order ({})", subject, e.getClass().getName());
        }
    }

    void fail(Exception cause) {
        exchange.setException(cause);
        complete();
    }
}
