package io.github.maskroute.observe;

/**
 * A problem that the status page shows.
 *
 * @param kind of the problem, which also defines how serious it is
 * @param text description of the problem, without any value of a record
 * @param command that shows more of it
 */
public record AttentionItem(Kind kind, String text, String command) {

    /** From the most serious to the least. */
    public enum Kind {
        OUTAGE("MaskrouteOutage"),
        CHECK(""),
        STORES_NOTHING("MaskrouteStoresNothing"),
        MANY_DEAD_LETTERS("MaskrouteManyDeadLetters"),
        DELETES_FAIL("MaskrouteDeletesFail"),
        EDIT_REFUSED("MaskrouteEditRefused"),
        DEAD_LETTERS("MaskrouteDeadLetters"),
        FALLS_BEHIND("MaskrouteFallsBehind"),
        LEDGER_GROWS("MaskrouteLedgerGrows");

        private final String alert;

        Kind(String alert) {
            this.alert = alert;
        }

        /** The alert for the same condition, which fires later; empty if none exists. */
        public String alert() {
            return alert;
        }
    }

    /** For example {@code 75 dead letters wait: maskroute dlq list}. */
    public String line() {
        return text + ": " + command;
    }
}
