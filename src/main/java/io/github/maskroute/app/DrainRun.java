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

/** Detects the end of a run in mode drain. One thread may call {@link #await}, any thread {@link #close}. */
final class DrainRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DrainRun.class);
    private static final long CHECK_MILLIS = 500;
    private static final long NO_MARK = -1;

    /** After so many checks without an exchange in flight, messages that were received and not begun will not begin. */
    private static final int IDLE_CHECKS = 6;

    private final SqsConnection queue;
    private final DrainedQueues queues;
    private final LimitedReceives receives;
    private final Schedule schedule;
    private final FinishedMessages finished;
    private final CamelContext context;
    private final Outage refusals = new Outage("The count of the queue's messages");
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The receive at which the queue was found empty; a second check must confirm it. */
    private long firstEmptyCheck = NO_MARK;

    private int idleChecks;

    DrainRun(SqsConnection queue, DrainedQueues queues, LimitedReceives receives, Schedule schedule, FinishedMessages finished,
            CamelContext context) {
        this.queue = queue;
        this.queues = queues;
        this.receives = receives;
        this.schedule = schedule;
        this.finished = finished;
        this.context = context;
    }

    /** Waits for the end, or for {@link #close}. */
    void await() throws InterruptedException {
        Optional<String> end = Optional.empty();
        while (end.isEmpty() && !closed.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
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
            return isProcessed() ? Optional.of("maskroute.run.max-messages is reached.") : Optional.empty();
        }
        return isEmpty() ? Optional.of(queues.now().size() == 1 ? "the queue is empty." : "the queues are empty.") : Optional.empty();
    }

    /** A route that stops, for example for an edit, leaves messages in the queue that it received and did not begin. They never finish. */
    private boolean isProcessed() {
        idleChecks = context.getInflightRepository().size() == 0 ? idleChecks + 1 : 0;
        return finished.count() >= receives.count() || idleChecks >= IDLE_CHECKS;
    }

    /** SQS counts approximately, so two checks and a poll between them must agree. */
    private boolean isEmpty() {
        boolean confirmed = firstEmptyCheck != NO_MARK && queues.now().stream()
                .allMatch(polled -> receives.foundNothingSince(firstEmptyCheck, polled.queueUrl()));
        if (!countsAreZero()) {
            firstEmptyCheck = NO_MARK;
        } else if (firstEmptyCheck == NO_MARK) {
            firstEmptyCheck = receives.mark();
        } else {
            return confirmed;
        }
        return false;
    }

    private boolean countsAreZero() {
        if (queue.receives().isPaused()) {
            // For example for an edit: a route that it replaces is missing for a moment, with its queue.
            return false;
        }
        try {
            boolean empty = queues.now().stream().allMatch(polled -> queue.waiting(polled.queueUrl()) == 0);
            refusals.over();
            return empty && context.getInflightRepository().size() == 0;
        } catch (AwsServiceException e) {
            refusals.refusal("status " + e.statusCode(),
                    "Grant sqs:GetQueueAttributes: without it the drain cannot see that the queue is empty.");
        } catch (RuntimeException e) {
            // The pollers report a queue that is away. At a stop the client may be closed already.
            LOG.debug("The queue's messages cannot be counted ({})", e.getClass().getName());
        }
        return false;
    }
}
