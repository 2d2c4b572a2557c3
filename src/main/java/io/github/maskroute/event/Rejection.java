package io.github.maskroute.event;

import java.util.Locale;

/**
 * Why a record cannot be stored, however often it is tried: the reason a dead letter carries.
 *
 * @param reason the class of the fault
 * @param detail field, rule and remedy; never a value of the record
 */
public record Rejection(Reason reason, String detail) {

    /** Short codes, as they stand in the dead letter's {@code maskroute-reason}. */
    public enum Reason {
        /** The body is not one JSON document. */
        NOT_JSON,
        /** The event breaks its JSON Schema, or its text is not well-formed Unicode. */
        SCHEMA,
        /** The address to mask is none. */
        IP,
        /** The document, one of its texts or its nesting is over the limit. */
        TOO_LARGE,
        /** The database refuses the row. */
        CONSTRAINT,
        /** The record is sent again so late that nobody can tell whether it is stored already. */
        TOO_OLD;

        /** The code as it is written in attributes and summaries, for example {@code too-large}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
