package io.github.maskroute.deadletter.tool;

/** The outcome of a letter in a redrive. */
public enum RedriveOutcome {

    /** Its copy is in the source queue, and the letter is deleted. */
    REDRIVEN("redriven"),

    /** Its copy is in the source queue, but it could not be deleted. */
    NOT_DELETED("could not be deleted after a copy was sent; run the command again: the record is stored only once"),

    /** Its copy was sent in this run, and the drain refused it again. */
    CAME_BACK("came back because the drain refused them again; `maskroute dlq list` shows the reasons"),

    /** Its message is so old that the ledger has pruned it: the drain would send the copy back. */
    TOO_OLD("came from a message older than maskroute.ledger.retention, so the ledger cannot show whether they are stored;"
            + " check that they are not, then redrive with --as-new"),

    /** SQS gave it a new time, which differs from the one in the ledger. */
    MOVED("are in a FIFO queue, and SQS gave them a new time when it moved them: it is unknown whether they are stored;"
            + " check that they are not, then redrive with --as-new"),

    /** None of the keys created its stamp, so its original message is unknown. */
    UNPROVEN("have a stamp by another key, or a forged one: it is unknown whether they are stored; name the keyset of the drain"
            + " with --keyset, or check that they are not stored, then redrive with --as-new"),

    /** Several routes send dead letters here, and it names none of them. */
    NO_ROUTE("name no route that sends its dead letters to this queue, so their source queue is unknown"),

    /** Sealed, and no key opens it. */
    SEALED("cannot be opened; name the folder with the key that sealed them in maskroute.dead-letter.keyset"),

    /** The source queue did not accept its copy. */
    REFUSED("were not accepted by the source queue; they are too large with their origin, or try again later");

    private final String description;

    RedriveOutcome(String description) {
        this.description = description;
    }

    /** Completes a sentence that begins with the number of letters. */
    public String description() {
        return description;
    }
}
