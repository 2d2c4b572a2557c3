package io.github.maskroute.camel;

import io.github.maskroute.outage.ExceptionSummary;
import io.github.maskroute.sqs.QueueUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs an exchange that a consumer could not complete, in one line with the classes of the exception and its root cause, and the
 * SQLState. It logs no message and no stack trace, because both may quote a value.
 *
 * <p>Camel calls the handler more than once per exchange; an exchange property marks those already logged. Safe for use by several
 * threads.
 */
public final class QuietExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);
    private static final String LOGGED = "maskroute-logged";

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
        if (exception instanceof LeftInQueueException || exception instanceof QueueUnavailableException) {
            // The thrower has already logged it, in one line for many messages.
            return;
        }
        if (exchange == null) {
            LOG.warn("{} ({})", message, new ExceptionSummary(exception));
        } else if (exchange.getProperty(LOGGED) == null) {
            exchange.setProperty(LOGGED, true);
            LogSubject subject = LogSubject.of(exchange);
            String outcome = subject.isMessage() ? "stays in the queue and is delivered again" : "failed and will run again";
            subject.warn(LOG).log("{} {}: {}", subject, outcome, new ExceptionSummary(exception));
        }
    }
}
