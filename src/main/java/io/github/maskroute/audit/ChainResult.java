package io.github.maskroute.audit;

/** Whether the audit is as it was written. */
public sealed interface ChainResult {

    /**
     * Every record is the one that was written, and follows the one before. Records cut off at the end do not show in this;
     * the head kept from an earlier check tells.
     *
     * @param count of records
     * @param lastId 0 if there are none
     * @param lastHash the head, to be kept elsewhere; 64 zeros if there are no records
     */
    record Whole(long count, long lastId, String lastHash) implements ChainResult {}

    /**
     * Up to the record before this one all is whole.
     *
     * @param id of the first record that is not
     */
    record Broken(long id, Damage damage) implements ChainResult {}

    /**
     * All records that are there fit together, but the one with the hash looked for is not among them: the end was cut off, or
     * the chain was written anew.
     *
     * @param lastId of the last record that is there; 0 if there are none
     */
    record HeadMissing(long lastId) implements ChainResult {}

    /** What is wrong with a record. */
    enum Damage {
        /** Its hash is not that of its fields: one of them was altered, or the record was forged. */
        ALTERED,
        /** One or more records before it are gone. */
        MISSING_BEFORE,
        /** It is whole, and follows another record than the one before it. */
        WRONG_LINK
    }
}
