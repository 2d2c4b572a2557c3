package io.github.maskroute.load;

import org.jspecify.annotations.Nullable;

/**
 * A line that is not blank.
 *
 * @param number in its source, from 1
 * @param text null if its bytes are not UTF-8
 */
public record Line(Source source, long number, @Nullable String text) {

    /** Not its text, which has personal data in it. */
    @Override
    public String toString() {
        return source.name() + ":" + number;
    }
}
