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
 * An exchange that waits for its batch. It is told its fate once; what it is told later it does not hear, because what fails
 * in the midst of telling a batch, for want of memory say, is told to all of it.
 *
 * @param callback is told when its fate is known
 * @param sentMillis when SQS accepted its message, in epoch milliseconds; now, where SQS does not say
 * @param row what is stored: later steps may put something else into the exchange, and the row is asked for again after them
 * @param told whether its fate is told
 */
record PendingExchange(Exchange exchange, AsyncCallback callback, long sentMillis, Object row, AtomicBoolean told) {

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
        if (told.compareAndSet(false, true)) {
            done();
        }
    }

    void fail(Exception cause) {
        if (told.compareAndSet(false, true)) {
            exchange.setException(cause);
            done();
        }
    }

    private void done() {
        try {
            callback.done(false);
        } catch (Throwable e) {
            // Else the records after it would be failed, and they are stored.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log("{} did not complete in order ({})", subject, new ExceptionSummary(e));
        }
    }
}
