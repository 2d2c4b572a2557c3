package io.github.maskroute.deadletter.tool;

/** What became of a letter that was to be redriven. */
public enum RedriveOutcome {

    /** Its copy is in the source queue, and it is gone. */
    REDRIVEN("redriven"),

    /** Its copy is in the source queue, but it could not be deleted. */
    NOT_DELETED("could not be deleted after a copy was sent; run the command again: the record is stored once all the same"),

    /** Its copy was sent in this run, and the drain refused it again. */
    CAME_BACK("came back, since the drain refused them again; `maskroute dlq list` says why"),

    /** The ledger no longer knows messages as old as its own: the drain would send the copy back. */
    TOO_OLD("came from a message older than maskroute.ledger.retention, so that the ledger cannot tell whether it is stored;"
            + " see that it is not, then send it with --as-new"),

    /** SQS gave it another time than the one that the ledger has with its id. */
    MOVED("are of a FIFO queue, and SQS moved them and gave them another time: nobody can tell whether they are stored;"
            + " see that they are not, then redrive with --as-new"),

    /** None of the keys made its stamp, so that the message that it was is not known. */
    UNPROVEN("carry a stamp by another key, or a forged one: nobody can tell whether they are stored; name the keyset of the drain"
            + " with --keyset, or see that they are not, then redrive with --as-new"),

    /** Several routes send here, and it names none of them. */
    NO_ROUTE("name no route that sends its dead letters to this queue, so that nobody can tell where they came from"),

    /** Sealed, and there is no key that opens it. */
    SEALED("cannot be opened; name the folder with the key that sealed in maskroute.dead-letter.keyset"),

    /** The source queue did not take its copy. */
    REFUSED("not taken by the source queue; it is too large with its origin, or try again later");

    private final String words;

    RedriveOutcome(String words) {
        this.words = words;
    }

    /** To complete a sentence that begins with their number. */
    public String words() {
        return words;
    }
}
