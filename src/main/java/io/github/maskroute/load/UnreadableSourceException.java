package io.github.maskroute.load;

import java.io.IOException;

/** A source cannot be read, or not to its end. The message names it, the line and the cause, and nothing of its text. */
public final class UnreadableSourceException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableSourceException(Source source, long line, IOException cause) {
        super(source.name() + " cannot be read " + (line == 0 ? "" : "after line " + line + " ")
                + "(" + (cause instanceof RefusedException ? cause.getMessage() : cause.getClass().getSimpleName()) + ")");
    }
}
