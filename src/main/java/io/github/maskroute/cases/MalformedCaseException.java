package io.github.maskroute.cases;

/** A file of cases is malformed. The message names the key, its rule and the remedy. */
public final class MalformedCaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    MalformedCaseException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Line in the file, from 1; 0 if unknown. */
    public int line() {
        return line;
    }
}
