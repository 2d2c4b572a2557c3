package io.github.maskroute.load;

import org.jspecify.annotations.Nullable;

/**
 * A line of a source that is not blank.
 *
 * @param number of the line in the source, from 1
 * @param text null if its bytes are not UTF-8
 */
public record Line(Source source, long number, @Nullable String text) {

    /** Without the text, which contains personal data. */
    @Override
    public String toString() {
        return source.name() + ":" + number;
    }
}
