package io.github.maskroute.sqs;

/** The queue did not accept a message before the wait ended. The log says so already. */
public final class QueueUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueUnavailableException() {
        super("the queue is still away", null, false, false);
    }
}
