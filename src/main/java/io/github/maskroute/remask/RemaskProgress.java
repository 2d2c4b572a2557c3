package io.github.maskroute.remask;

/** Who wants to know how far a job is. Called by the job's thread, between transactions. */
public interface RemaskProgress {

    /**
     * A pass begins.
     *
     * @param number from 1
     * @param blocks of the table, as it stands now
     */
    void passBegins(int number, long blocks);

    /**
     * Some blocks are done.
     *
     * @param blocks of this pass
     * @param rewritten rows of the job
     */
    void reached(long blocks, long rewritten);
}
