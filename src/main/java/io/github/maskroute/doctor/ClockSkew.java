package io.github.maskroute.doctor;

import java.time.Duration;
import java.time.Instant;

/** Measures the difference between this machine's clock and another one. */
final class ClockSkew {

    private static final Duration TOLERATED = Duration.ofSeconds(5);

    /** The limit of AWS's signatures. */
    private static final Duration MAX_FOR_SIGNATURES = Duration.ofMinutes(5);

    private ClockSkew() {}

    /**
     * Compares the other clock's time with this machine's times before and after the request.
     *
     * @param whose names the owner of the other clock, in the possessive
     * @param harm the consequence of a large difference
     */
    static Finding of(String whose, Instant before, Instant theirs, Instant after, String harm) {
        Duration ahead = theirs.isBefore(before) ? Duration.between(before, theirs)
                : theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
        Duration apart = ahead.abs();
        if (apart.compareTo(TOLERATED) <= 0) {
            return Finding.ok("differs from this machine's by " + TOLERATED.toSeconds() + " s at most");
        }
        String description = "this machine's clock is " + apart.toSeconds() + " s " + (ahead.isNegative() ? "ahead of " : "behind ")
                + whose;
        String remedy = "synchronize both clocks with NTP: " + harm;
        return apart.compareTo(MAX_FOR_SIGNATURES) <= 0 ? Finding.warn(description, remedy) : Finding.fail(description, remedy);
    }
}
