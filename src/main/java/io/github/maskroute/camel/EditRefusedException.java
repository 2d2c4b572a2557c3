package io.github.maskroute.camel;

/** An edited file that must not be taken: where and why, in words that may be logged. */
final class EditRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the file, from 1; 0 if not known */
    EditRefusedException(int line, String cause) {
        super(cause.replaceAll("\\s+", " ").strip());
        this.line = line;
    }

    int line() {
        return line;
    }
}
