package io.github.maskroute.camel;

import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.outage.ExceptionSummary;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that waits for its batch. It completes or fails once; later calls are ignored. A failure while a batch is being
 * completed, for example an OutOfMemoryError, fails all exchanges of the batch, including those already completed.
 *
 * @param callback called when the outcome is known
 * @param sentMillis when SQS accepted its message, in epoch milliseconds; the current time if the message has no timestamp
 * @param row the body to store: later steps may replace the body of the exchange, and the row may be stored again after them
 * @param finished whether the exchange has completed or failed
 */
record PendingExchange(Exchange exchange, AsyncCallback callback, long sentMillis, Object row, AtomicBoolean finished) {

    private static final Logger LOG = LoggerFactory.getLogger(PendingExchange.class);

    static PendingExchange of(Exchange exchange, AsyncCallback callback) {
        Instant sent = Origin.of("", exchange.getMessage().getHeader(SqsHeaders.SENT_TIMESTAMP, String.class)).sentAt();
        long sentMillis = sent.equals(Instant.EPOCH) ? System.currentTimeMillis() : sent.toEpochMilli();
        return new PendingExchange(exchange, callback, sentMillis, exchange.getMessage().getBody(), new AtomicBoolean());
    }

    boolean isFirstDelivery() {
        return "1".equals(exchange.getMessage().getHeader(SqsHeaders.RECEIVE_COUNT));
    }

    void complete() {
        if (finished.compareAndSet(false, true)) {
            done();
        }
    }

    void fail(Exception cause) {
        if (finished.compareAndSet(false, true)) {
            exchange.setException(cause);
            done();
        }
    }

    private void done() {
        try {
            callback.done(false);
        } catch (Throwable e) {
            // Rethrown, it would fail the other exchanges of the batch, whose records are stored.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log("{} did not complete normally ({})", subject, new ExceptionSummary(e));
        }
    }
}
