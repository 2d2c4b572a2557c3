package io.github.maskroute.doctor;

/**
 * What a check found, in words without any value.
 *
 * @param state how grave it is
 * @param words what there is
 * @param remedy what mends it; empty if nothing must be mended
 */
public record Finding(State state, String words, String remedy) {

    /** How grave a finding is. */
    public enum State {
        /** As it should be. */
        OK,
        /** The drain works, but not as well or as safely as it could. */
        WARN,
        /** The drain does not work, or could lose, repeat or show something. */
        FAIL,
        /** Could not be looked at. */
        SKIP
    }

    static final String REMEDY = "; ";

    static Finding ok(String words) {
        return new Finding(State.OK, words, "");
    }

    static Finding warn(String words, String remedy) {
        return new Finding(State.WARN, words, remedy);
    }

    static Finding fail(String words, String remedy) {
        return new Finding(State.FAIL, words, remedy);
    }

    static Finding skip(String words) {
        return new Finding(State.SKIP, words, "");
    }

    /** Of an error's message: the remedy follows on the first semicolon. */
    static Finding failed(String message) {
        int end = message.indexOf(REMEDY);
        return end < 0 ? fail(message, "") : fail(message.substring(0, end), message.substring(end + REMEDY.length()));
    }

    /** Words and remedy in one line. */
    public String line() {
        return remedy.isEmpty() ? words : words + REMEDY + remedy;
    }
}
