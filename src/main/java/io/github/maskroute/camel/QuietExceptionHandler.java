package io.github.maskroute.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a consumer could not finish in one line without the exception's message, which may quote a value.
 *
 * <p>Safe for use by several threads.
 */
public final class QuietExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        String why = exception instanceof LeftInQueueException ? exception.getMessage() : exception.getClass().getName();
        if (exchange == null) {
            LOG.warn("{} ({})", message, why);
        } else {
            LOG.warn("Message {} stays in the queue and comes again: {}",
                    exchange.getMessage().getHeader(SqsHeaders.MESSAGE_ID), why);
        }
    }
}
