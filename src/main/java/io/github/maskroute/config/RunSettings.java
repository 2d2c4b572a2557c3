package io.github.maskroute.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a run lasts: {@code maskroute.run.*}.
 *
 * @param maxMessages messages that a run in mode drain receives at most
 * @param maxDuration how long a run in mode drain lasts at most, its start included
 */
public record RunSettings(Mode mode, OptionalLong maxMessages, Optional<Duration> maxDuration) {

    /** When a run ends. */
    public enum Mode {
        /** When it is stopped. */
        SERVE,
        /** When the queues are empty. */
        DRAIN;

        /** As the setting has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a text is a length of time that {@code maskroute.run.max-duration} takes. */
    public static boolean isMaxDuration(String text) {
        return SettingRule.accepts("maskroute.run.max-duration", text);
    }

    /** Whether the run ends by itself. */
    public boolean drains() {
        return mode == Mode.DRAIN;
    }
}
