package io.github.maskroute.remask;

/** Observes the progress of a job. Called by the thread of the job, between transactions. */
public interface RemaskProgress {

    /**
     * A pass begins.
     *
     * @param number from 1
     * @param blocks of the table at this time
     */
    void passBegins(int number, long blocks);

    /**
     * Blocks were processed.
     *
     * @param blocks processed in this pass
     * @param rewritten rows that the job has changed
     */
    void reached(long blocks, long rewritten);
}
