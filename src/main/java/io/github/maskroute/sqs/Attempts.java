package io.github.maskroute.sqs;

import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Pauses;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The attempts at one request, told as an outage when they keep failing. For one thread.
 *
 * <p>A first quick failure may be one of few (a 503, throttling, a cut connection), over before anybody need read of it.
 */
final class Attempts {

    private static final long QUICK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String REMEDY = "The drain waits, and goes on by itself.";

    private final Outage outage;
    private final String mend;
    private final int untold;
    private final BooleanSupplier toldElsewhere;
    private final long begin = System.nanoTime();
    private int ended;
    private int failed;

    /** @param mend what somebody must do if the request is refused */
    Attempts(Outage outage, String mend) {
        this(outage, mend, 1, () -> false);
    }

    /**
     * The same for a request that is told less readily.
     *
     * @param untold failures that nobody need read of
     * @param toldElsewhere whether another outage explains them
     */
    Attempts(Outage outage, String mend, int untold, BooleanSupplier toldElsewhere) {
        this.outage = outage;
        this.mend = mend;
        this.untold = untold;
        this.toldElsewhere = toldElsewhere;
        this.ended = outage.ended();
    }

    /**
     * Waits after an attempt that failed.
     *
     * @return true if it is time for the next attempt, false if there shall be none
     */
    boolean again(SdkException failure, Pauses pauses) {
        failed++;
        if (outage.ended() != ended) {
            ended = outage.ended();
        } else if ((failed > untold || System.nanoTime() - begin > QUICK_NANOS) && !toldElsewhere.getAsBoolean()) {
            tell(SqsFault.of(failure));
        }
        return pauses.after(failed);
    }

    private void tell(SqsFault fault) {
        if (fault.away()) {
            outage.began(fault.description(), REMEDY);
        } else {
            outage.refusal(fault.description(), mend);
        }
    }
}
