package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A fault in a file of the routes folder.
 *
 * @param file empty if the fault is in no single file
 * @param line in the file, from 1; 0 if unknown
 * @param cause one line without any value of a record, so that it may be logged
 */
public record Problem(Path file, int line, String cause) {

    /** End of the cause of a problem that disappears once the table exists: the reloader retries such an edit. */
    static final String NO_TABLE = "; correct the name, or create the table, for example with `maskroute migrate`, and the edit is validated again";

    private static final int MAX_CAUSE = 300;

    public Problem {
        cause = cause.replaceAll("\\s+", " ").strip();
    }

    /** The problem with a redacted and shortened cause. It is shortened last, because half a secret cannot be found. */
    Problem redacted(UnaryOperator<String> redaction) {
        String redacted = redaction.apply(cause);
        return new Problem(file, line, redacted.length() <= MAX_CAUSE ? redacted : redacted.substring(0, MAX_CAUSE) + "…");
    }

    /** {@code file:line: cause}, with a question mark for an unknown line; the cause alone if there is no file. */
    @Override
    public String toString() {
        return file.toString().isEmpty() ? cause : file + ":" + (line == 0 ? "?" : line) + ": " + cause;
    }
}
