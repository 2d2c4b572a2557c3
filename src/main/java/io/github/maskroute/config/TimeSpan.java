package io.github.maskroute.config;

import java.time.Duration;

/** Lengths of time as settings write them. */
public final class TimeSpan {

    private TimeSpan() {}

    /** In the largest unit that the length is ten of at least, or that measures it exactly. */
    public static String words(Duration length) {
        long seconds = length.toSeconds();
        for (Unit unit : Unit.values()) {
            if (seconds >= 10 * unit.seconds || (seconds >= unit.seconds && seconds % unit.seconds == 0)) {
                return seconds / unit.seconds + unit.word;
            }
        }
        return seconds + "s";
    }

    private enum Unit {
        DAY("d", 86_400), HOUR("h", 3_600), MINUTE("m", 60);

        private final String word;
        private final long seconds;

        Unit(String word, long seconds) {
            this.word = word;
            this.seconds = seconds;
        }
    }
}
