package io.github.maskroute.event;

/** A schema file that cannot judge events. The message names the line, where known, and the cause. */
public final class InvalidSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    InvalidSchemaException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Line of the schema file that is at fault, from 1; 0 if not known. */
    public int line() {
        return line;
    }
}
