package io.github.maskroute.app;

import io.github.maskroute.camel.telemetry.FinishedMessages;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.LimitedReceives;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Sees when a run that drains has come to its end. {@link #await} is for one thread, {@link #close} for any. */
final class DrainRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DrainRun.class);
    private static final long LOOK_MILLIS = 500;
    private static final long NO_MARK = -1;

    /** So many looks with nothing in hand: what was received and has not begun will not begin. */
    private static final int IDLE_LOOKS = 6;

    private final SqsConnection queue;
    private final DrainedQueues queues;
    private final LimitedReceives receives;
    private final Schedule schedule;
    private final FinishedMessages finished;
    private final CamelContext context;
    private final Outage refusals = new Outage("The count of the queue's messages");
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the look that found the queue empty; a second one must confirm it. */
    private long firstEmptyLook = NO_MARK;

    private int idleLooks;

    DrainRun(SqsConnection queue, DrainedQueues queues, LimitedReceives receives, Schedule schedule, FinishedMessages finished,
            CamelContext context) {
        this.queue = queue;
        this.queues = queues;
        this.receives = receives;
        this.schedule = schedule;
        this.finished = finished;
        this.context = context;
    }

    /** Waits for the end, or until it is closed. */
    void await() throws InterruptedException {
        Optional<String> end = Optional.empty();
        while (end.isEmpty() && !closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            end = end();
        }
        end.ifPresent(why -> LOG.info("The drain ends: {}", why));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private Optional<String> end() {
        if (!schedule.isOpen()) {
            return Optional.of("it is outside the schedule.");
        }
        if (receives.isSpent()) {
            return isWorkedOff() ? Optional.of("maskroute.run.max-messages is reached.") : Optional.empty();
        }
        return isEmpty() ? Optional.of(queues.now().size() == 1 ? "the queue is empty." : "the queues are empty.") : Optional.empty();
    }

    /** A route that stops, for an edit say, leaves in the queue what it had received and not begun: that never finishes. */
    private boolean isWorkedOff() {
        idleLooks = context.getInflightRepository().size() == 0 ? idleLooks + 1 : 0;
        return finished.count() >= receives.count() || idleLooks >= IDLE_LOOKS;
    }

    /** SQS counts approximately, so two looks must agree, and a poll between them. */
    private boolean isEmpty() {
        boolean confirmed = firstEmptyLook != NO_MARK && queues.now().stream()
                .allMatch(polled -> receives.foundNothingSince(firstEmptyLook, polled.queueUrl()));
        if (!looksEmpty()) {
            firstEmptyLook = NO_MARK;
        } else if (firstEmptyLook == NO_MARK) {
            firstEmptyLook = receives.mark();
        } else {
            return confirmed;
        }
        return false;
    }

    private boolean looksEmpty() {
        if (queue.receives().isPaused()) {
            // For an edit, say, and a route that it swaps is missing for a moment, with its queue.
            return false;
        }
        try {
            boolean empty = queues.now().stream().allMatch(polled -> queue.waiting(polled.queueUrl()) == 0);
            refusals.over();
            return empty && context.getInflightRepository().size() == 0;
        } catch (AwsServiceException e) {
            refusals.refusal("status " + e.statusCode(), "Grant sqs:GetQueueAttributes: without it nobody sees that the queue is empty.");
        } catch (RuntimeException e) {
            // The pollers tell of a queue that is away; and at a stop the client may be closed already.
            LOG.debug("The queue's messages cannot be counted ({})", e.getClass().getName());
        }
        return false;
    }
}
