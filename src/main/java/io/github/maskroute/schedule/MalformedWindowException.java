package io.github.maskroute.schedule;

/** A text is not a valid window. The message completes the sentence 'window 2 …' and never quotes the text. */
public final class MalformedWindowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedWindowException(String message) {
        super(message);
    }
}
