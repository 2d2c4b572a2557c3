package io.github.maskroute.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/**
 * Adds message id and route to the fields (MDC) of all log lines that a step of a route writes.
 *
 * <p>The fields are set only on the thread that runs the step and only until the step returns, so that no line names another
 * message. Safe for use by several threads.
 */
public final class LogContext implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor next) {
        return new Step(target);
    }

    private static final class Step extends DelegateAsyncProcessor {

        Step(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            String messageId = exchange.getMessage().getHeader(SqsHeaders.MESSAGE_ID, String.class);
            if (messageId == null || messageId.equals(MDC.get(LogSubject.MESSAGE_ID))) {
                return super.process(exchange, callback);
            }
            MDC.put(LogSubject.MESSAGE_ID, messageId);
            MDC.put(LogSubject.ROUTE, exchange.getFromRouteId());
            try {
                return super.process(exchange, callback);
            } finally {
                MDC.remove(LogSubject.MESSAGE_ID);
                MDC.remove(LogSubject.ROUTE);
            }
        }
    }
}
