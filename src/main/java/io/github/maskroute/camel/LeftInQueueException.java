package io.github.maskroute.camel;

/**
 * A record is not stored and not at fault: its message stays in the queue and comes again. Has neither cause nor stack
 * trace, since either may quote a value.
 */
public final class LeftInQueueException extends Exception {

    private static final long serialVersionUID = 1L;

    LeftInQueueException(String why) {
        super(why, null, false, false);
    }
}
