package io.github.maskroute.doctor;

/**
 * The result of a check. Its text contains no value.
 *
 * @param state the severity
 * @param description the state that was found
 * @param remedy how to fix it; empty if there is nothing to fix
 */
public record Finding(State state, String description, String remedy) {

    /** The severity of a finding. */
    public enum State {
        /** As it should be. */
        OK,
        /** The drain works, but not as well or as safely as it could. */
        WARN,
        /** The drain does not work, or could lose, duplicate or disclose data. */
        FAIL,
        /** The check could not be performed. */
        SKIP
    }

    private static final String REMEDY_SEPARATOR = "; ";

    static Finding ok(String description) {
        return new Finding(State.OK, description, "");
    }

    static Finding warn(String description, String remedy) {
        return new Finding(State.WARN, description, remedy);
    }

    static Finding fail(String description, String remedy) {
        return new Finding(State.FAIL, description, remedy);
    }

    static Finding skip(String description) {
        return new Finding(State.SKIP, description, "");
    }

    /** A failure from an error message, in which the remedy follows the first semicolon. */
    static Finding failed(String message) {
        int end = message.indexOf(REMEDY_SEPARATOR);
        return end < 0 ? fail(message, "") : fail(message.substring(0, end), message.substring(end + REMEDY_SEPARATOR.length()));
    }

    /** Description and remedy in one line. */
    public String line() {
        return remedy.isEmpty() ? description : description + REMEDY_SEPARATOR + remedy;
    }
}
