package io.github.maskroute.event;


/** A schema file is invalid. The message names the place and the cause. */
public final class InvalidSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    InvalidSchemaException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** The invalid line of the schema file, from 1; 0 if unknown. */
    public int line() {
        return line;
    }
}
