package io.github.maskroute.camel;

/**
 * A record is not stored although it is valid: its message stays in the queue and is delivered again. The exception has neither
 * cause nor stack trace, because both may quote a value.
 */
public final class LeftInQueueException extends Exception {

    private static final long serialVersionUID = 1L;

    LeftInQueueException(String why) {
        super(why, null, false, false);
    }
}
