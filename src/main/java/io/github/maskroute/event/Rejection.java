package io.github.maskroute.event;

import java.util.Locale;

/**
 * Why a record can never be stored, whatever the number of attempts. Dead letters carry it.
 *
 * @param detail field, rule and remedy; never a value of the record
 */
public record Rejection(Reason reason, String detail) {

    /** The codes in the dead letter's attribute {@code maskroute-reason}. */
    public enum Reason {
        /** The body is not one JSON document. */
        NOT_JSON,
        /** The event breaks its JSON Schema, or its text is not well-formed Unicode. */
        SCHEMA,
        /** The value of an address field is not an IP address. */
        IP,
        /** The document, one of its texts or its nesting is over the limit. */
        TOO_LARGE,
        /** The database refuses the row. */
        CONSTRAINT,
        /** The record is redriven so late that the ledger no longer shows whether it is already stored. */
        TOO_OLD;

        /** The code in attributes and summaries, for example {@code too-large}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
