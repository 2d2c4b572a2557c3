package io.github.maskroute.sqs;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The attempts at one request, told as an outage when they keep failing. For one thread.
 *
 * <p>A first quick failure may be one of few (a 503, throttling, a cut connection), over before anybody need read of it.
 */
final class Retry {

    private static final long QUICK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String REMEDY = "The drain waits, and goes on by itself.";

    private final Outage outage;
    private final String mend;
    private final int untold;
    private final BooleanSupplier toldElsewhere;
    private final boolean together;
    private final long begin = System.nanoTime();
    private int ended;
    private int failed;

    /** @param mend what somebody must do if the request is refused */
    Retry(Outage outage, String mend) {
        this(outage, mend, 1, () -> false, true);
    }

    /**
     * The same for a request that is told less readily.
     *
     * @param untold failures that nobody need read of
     * @param toldElsewhere whether another outage explains them, as that of all SQS would
     */
    Retry(Outage outage, String mend, int untold, BooleanSupplier toldElsewhere) {
        this(outage, mend, untold, toldElsewhere, false);
    }

    private Retry(Outage outage, String mend, int untold, BooleanSupplier toldElsewhere, boolean together) {
        this.outage = outage;
        this.mend = mend;
        this.untold = untold;
        this.toldElsewhere = toldElsewhere;
        this.together = together;
        this.ended = outage.ended();
    }

    /**
     * Waits after an attempt that failed.
     *
     * @return true if it is time for the next attempt, false if there shall be none
     */
    boolean again(SdkException failure, Backoff pauses) {
        failed++;
        if (outage.ended() != ended) {
            ended = outage.ended();
        } else if ((failed > untold || System.nanoTime() - begin > QUICK_NANOS) && !toldElsewhere.getAsBoolean()) {
            tell(SqsFault.of(failure), failure instanceof SqsException);
        }
        return pauses.after(failed);
    }

    /** A certificate or credentials are those of all queues, and SQS is away for all of them. */
    private void tell(SqsFault fault, boolean answered) {
        Outage blamed = together && (fault.away() || !answered) ? outage.whole() : outage.own();
        if (fault.away()) {
            blamed.began(fault.description(), REMEDY);
        } else {
            blamed.refusal(fault.description(), mend);
        }
    }
}
