package io.github.maskroute.audit;

/** The result of a check of the audit's chain. */
public sealed interface ChainResult {

    /**
     * Every record is unaltered and follows the previous one. Records that were deleted at the end are only noticed with the head of an
     * earlier check.
     *
     * @param count number of records
     * @param lastId 0 if there are no records
     * @param lastHash the head, to be kept elsewhere; 64 zeros if there are no records
     */
    record Whole(long count, long lastId, String lastHash) implements ChainResult {}

    /**
     * The chain is broken.
     *
     * @param id of the first damaged record; all records before it are unaltered
     */
    record Broken(long id, Damage damage) implements ChainResult {}

    /**
     * The records form an intact chain, but none has the expected hash: the end was deleted, or the chain was rewritten.
     *
     * @param lastId of the last record; 0 if there are no records
     */
    record HeadMissing(long lastId) implements ChainResult {}

    /** What is wrong with a record. */
    enum Damage {
        /** Its hash does not match its fields: one of them was altered, or the record was forged. */
        ALTERED,
        /** One or more records before it are missing. */
        MISSING_BEFORE,
        /** It is unaltered, but its previous hash is not that of the record before it. */
        WRONG_LINK
    }
}
