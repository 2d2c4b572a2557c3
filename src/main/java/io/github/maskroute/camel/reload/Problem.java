package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What is wrong with a file of the routes' folder.
 *
 * @param file empty if none is to blame
 * @param line of the file, from 1; 0 if not known
 * @param cause in one line, without any value of a record, so that it may be logged
 */
public record Problem(Path file, int line, String cause) {

    /** What a cause ends with that goes away by itself, once somebody has made the table. */
    static final String NO_TABLE = "; make that table, for example with `maskroute migrate`, and this is tried again";

    private static final int MAX_CAUSE = 300;

    public Problem {
        cause = cause.replaceAll("\\s+", " ").strip();
    }

    /** The same, without what must not be told, and not too long: shortened last, as half a secret is not found. */
    Problem told(UnaryOperator<String> safe) {
        String words = safe.apply(cause);
        return new Problem(file, line, words.length() <= MAX_CAUSE ? words : words.substring(0, MAX_CAUSE) + "…");
    }

    /** {@code file:line: cause}, with a question mark for a line that is not known; the cause alone where no file is to blame. */
    @Override
    public String toString() {
        return file.toString().isEmpty() ? cause : file + ":" + (line == 0 ? "?" : line) + ": " + cause;
    }
}
