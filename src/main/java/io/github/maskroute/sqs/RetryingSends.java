package io.github.maskroute.sqs;

import io.github.maskroute.outage.Outage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * Sends that wait while the dead-letter queue does not take them, until receiving is paused: for a stop, an edit.
 *
 * <p>Else each message would come again after its visibility timeout, and after ten times SQS would move it to that queue
 * itself, without a reason. Safe for use by several threads.
 */
public final class RetryingSends extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingSends.class);
    /** One more than pollers need to tell that all of SQS is away. */
    private static final int UNTOLD = 2;

    private static final String MEND = "Create that queue or grant sqs:SendMessage: dead letters wait, and no message is lost.";

    private final PausableReceives receives;
    private final Outage outage;
    private final Outage queue;
    private final Set<String> leftTold = ConcurrentHashMap.newKeySet();

    /**
     * @param receives when they are paused nobody waits any more
     * @param outage learns that a dead-letter queue takes nothing
     * @param queue while it is away, that explains it
     */
    public RetryingSends(SqsClient client, PausableReceives receives, Outage outage, Outage queue) {
        super(client);
        this.receives = receives;
        this.queue = queue;
        this.outage = outage;
    }

    /**
     * Sends, sooner or later.
     *
     * @throws QueueUnavailableException if it was not taken before receiving was paused
     * @throws SdkException if SQS refuses this message alone
     */
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        String letters = QueueName.ofUrl(request.queueUrl());
        Outage ofQueue = outage.part(letters);
        Retry attempts = new Retry(ofQueue, MEND, UNTOLD, () -> queue.since().isPresent());
        // Each attempt may cost a time-out, and a stop has not the time for that.
        while (!receives.isPaused() || ofQueue.since().isEmpty() && queue.since().isEmpty()) {
            try {
                SendMessageResponse response = super.sendMessage(request);
                ofQueue.over();
                leftTold.remove(letters);
                return response;
            } catch (SdkException e) {
                if (SqsFault.of(e).isOfTheMessage()) {
                    throw e;
                }
                if (!attempts.again(e, receives.pauses())) {
                    break;
                }
            }
        }
        if (leftTold.add(letters)) {
            LOG.warn("Messages that are to be dead letters stay in the queue and come again: {} takes none.", letters);
        }
        throw new QueueUnavailableException();
    }
}
