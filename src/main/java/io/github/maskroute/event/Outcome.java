package io.github.maskroute.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of an event: a row, or a rejection. */
public sealed interface Outcome {

    /**
     * The event is good.
     *
     * @param row column to value, with tokens in place of personal values
     */
    record Accepted(Map<String, @Nullable Object> row) implements Outcome {}

    /** The event cannot be stored, however often it is tried. */
    record Rejected(Rejection rejection) implements Outcome {}
}
