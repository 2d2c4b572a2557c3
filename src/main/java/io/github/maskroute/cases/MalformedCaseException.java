package io.github.maskroute.cases;

/** A file of cases cannot be read. The message names the key, its rule and what to do. */
public final class MalformedCaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    MalformedCaseException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Line of the file, from 1; 0 if not known. */
    public int line() {
        return line;
    }
}
