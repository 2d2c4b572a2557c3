package io.github.maskroute.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints lengths of time such as {@code 30s}, {@code 10m}, {@code 2h} and {@code 15d}. */
public final class TimeSpan {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private TimeSpan() {}

    /** Whether a text is a whole number from 1 to 999999, followed by the unit s, m, h or d. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if the text is not {@linkplain #isValid valid}; the message does not quote it */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time span must be a whole number with the unit s, m, h or d, for example 30s");
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * Unit.of(matcher.group(2)).seconds);
    }

    /** Prints the length in the largest unit of which it has at least ten or a whole number. A remainder is cut off. */
    public static String format(Duration length) {
        long seconds = length.toSeconds();
        for (Unit unit : Unit.values()) {
            if (seconds >= 10 * unit.seconds || (seconds >= unit.seconds && seconds % unit.seconds == 0)) {
                return seconds / unit.seconds + unit.symbol;
            }
        }
        return seconds + "s";
    }

    /** Prints the length in the largest unit that it is at least one of: {@code 1d} for 36 hours. Negative lengths print as {@code 0s}. */
    public static String formatRoughly(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        Unit largest = Arrays.stream(Unit.values()).filter(unit -> seconds >= unit.seconds).findFirst().orElse(Unit.SECOND);
        return seconds / largest.seconds + largest.symbol;
    }

    /** Largest first. */
    private enum Unit {
        DAY("d", 86_400), HOUR("h", 3_600), MINUTE("m", 60), SECOND("s", 1);

        private final String symbol;
        private final long seconds;

        Unit(String symbol, long seconds) {
            this.symbol = symbol;
            this.seconds = seconds;
        }

        static Unit of(String symbol) {
            return Arrays.stream(values()).filter(unit -> unit.symbol.equals(symbol)).findFirst().orElseThrow();
        }
    }
}
