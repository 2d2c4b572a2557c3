package io.github.maskroute.load;

import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;

/** A source cannot be read, or not to its end. The message names the source, the line and the cause, and quotes no text. */
public final class UnreadableSourceException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableSourceException(Source source, long line, IOException cause) {
        super(source.name() + " cannot be read " + (line == 0 ? "" : "after line " + line + " ")
                + "(" + (isSafe(cause) ? cause.getMessage() : cause.getClass().getSimpleName()) + ")");
    }

    /** Messages of other exceptions can quote the text. */
    private static boolean isSafe(IOException cause) {
        return cause instanceof S3Objects.RefusedException || cause instanceof UnreadableTextException;
    }
}
