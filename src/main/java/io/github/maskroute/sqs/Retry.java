package io.github.maskroute.sqs;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The attempts at one request. Repeated failures are reported as an outage. For one thread.
 *
 * <p>A first quick failure (a 503, throttling, a cut connection) is not reported: it is often over by the next attempt.
 */
final class Retry {

    private static final long QUICK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String WAITS = "The drain waits and continues by itself.";

    private final Outage outage;
    private final String remedy;
    private final int unreported;
    private final BooleanSupplier reportedElsewhere;
    private final boolean affectsAllQueues;
    private final long begin = System.nanoTime();
    private int ended;
    private int failed;

    /** @param remedy what an operator must do if the request is refused */
    Retry(Outage outage, String remedy) {
        this(outage, remedy, 1, () -> false, true);
    }

    /**
     * For a request whose failures are reported later.
     *
     * @param unreported number of failures that are not reported
     * @param reportedElsewhere whether another outage explains the failures, such as one of all SQS
     */
    Retry(Outage outage, String remedy, int unreported, BooleanSupplier reportedElsewhere) {
        this(outage, remedy, unreported, reportedElsewhere, false);
    }

    private Retry(Outage outage, String remedy, int unreported, BooleanSupplier reportedElsewhere, boolean affectsAllQueues) {
        this.outage = outage;
        this.remedy = remedy;
        this.unreported = unreported;
        this.reportedElsewhere = reportedElsewhere;
        this.affectsAllQueues = affectsAllQueues;
        this.ended = outage.ended();
    }

    /**
     * Waits after an attempt that failed.
     *
     * @return true for the next attempt, false if there must be none
     */
    boolean again(SdkException failure, Backoff backoff) {
        failed++;
        if (outage.ended() != ended) {
            ended = outage.ended();
        } else if ((failed > unreported || System.nanoTime() - begin > QUICK_NANOS) && !reportedElsewhere.getAsBoolean()) {
            report(SqsFault.of(failure), failure instanceof SqsException);
        }
        return backoff.after(failed);
    }

    /** All queues share certificate and credentials, and SQS is away for all of them. */
    private void report(SqsFault fault, boolean answered) {
        Outage affected = affectsAllQueues && (fault.away() || !answered) ? outage.whole() : outage.own();
        if (fault.away()) {
            affected.began(fault.description(), WAITS);
        } else {
            affected.refusal(fault.description(), remedy);
        }
    }
}
