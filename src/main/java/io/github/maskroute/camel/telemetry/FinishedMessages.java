package io.github.maskroute.camel.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Counts messages from SQS whose exchanges have ended: stored, dead-lettered or left in the queue.
 *
 * <p>Safe for use by several threads.
 */
public final class FinishedMessages extends EventNotifierSupport {

    private final AtomicLong count = new AtomicLong();

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeEvent ended && ended.getExchange().getFromEndpoint() instanceof Sqs2Endpoint) {
            count.incrementAndGet();
        }
    }

    /** The count since the start; a redelivered message counts again. */
    public long count() {
        return count.get();
    }
}
