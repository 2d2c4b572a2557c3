package io.github.maskroute.deadletter.tool;

import io.github.maskroute.deadletter.BodySeal;
import java.util.Optional;

/**
 * Reads the events in letters' bodies, and opens sealed ones. Safe for use by several threads.
 *
 * @param seal empty if there is no key for sealed bodies
 */
public record BodyOpener(Optional<BodySeal> seal) {

    /** Whether a letter says that its body is sealed. */
    public static boolean isSealed(Letter letter) {
        return letter.attribute("body").filter(BodySeal.SEALED::equals).isPresent();
    }

    /** The event as it was received; empty if it is sealed and cannot be opened. */
    public Optional<String> of(Letter letter) {
        return isSealed(letter)
                ? seal.flatMap(open -> open.open(letter.body(), letter.attribute("message-id").orElse("")))
                : Optional.of(letter.body());
    }
}
