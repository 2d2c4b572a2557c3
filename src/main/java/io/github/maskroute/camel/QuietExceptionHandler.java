package io.github.maskroute.camel;

import io.github.maskroute.outage.ExceptionSummary;
import io.github.maskroute.sqs.QueueUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a consumer could not finish, in one line that names the exception's class, its root cause's and the SQLState.
 *
 * <p>Camel calls it more than once for an exchange, hence the mark. Safe for use by several threads.
 */
public final class QuietExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);
    private static final String TOLD = "maskroute-told";

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
            // Whoever left it there has said so, once for many.
            return;
        }
        if (exchange == null) {
            LOG.warn("{} ({})", message, new ExceptionSummary(exception));
        } else if (exchange.getProperty(TOLD) == null) {
            exchange.setProperty(TOLD, true);
            LogSubject subject = LogSubject.of(exchange);
            String fate = subject.isMessage() ? "stays in the queue and comes again" : "failed and will run again";
            subject.warn(LOG).log("{} {}: {}", subject, fate, new ExceptionSummary(exception));
        }
    }
}
