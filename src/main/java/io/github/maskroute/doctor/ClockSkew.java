package io.github.maskroute.doctor;

import java.time.Duration;
import java.time.Instant;

/** How far this machine's clock is from another's. */
final class ClockSkew {

    private static final Duration SLIGHT = Duration.ofSeconds(5);

    /** What AWS's signatures allow. */
    private static final Duration GRAVE = Duration.ofMinutes(5);

    private ClockSkew() {}

    /**
     * Compares a time that was asked for with the times before and after.
     *
     * @param whose clock the other one is
     * @param harm what comes of clocks that differ much
     */
    static Finding of(String whose, Instant before, Instant theirs, Instant after, String harm) {
        Duration ahead = theirs.isBefore(before) ? Duration.between(before, theirs)
                : theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
        Duration apart = ahead.abs();
        if (apart.compareTo(SLIGHT) <= 0) {
            return Finding.ok("at most " + SLIGHT.toSeconds() + " s from " + whose);
        }
        String words = "this machine's clock is " + apart.toSeconds() + " s " + (ahead.isNegative() ? "ahead of " : "behind ") + whose;
        String remedy = "let NTP set both clocks: " + harm;
        return apart.compareTo(GRAVE) <= 0 ? Finding.warn(words, remedy) : Finding.fail(words, remedy);
    }
}
