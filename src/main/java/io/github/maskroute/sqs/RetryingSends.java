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
 * Sends dead letters, and retries while the dead-letter queue does not accept them, until receiving is paused for a stop or an edit.
 *
 * <p>Without retries each message would be delivered again after its visibility timeout, and after ten deliveries SQS would move it to the
 * dead-letter queue itself, without a reason. Safe for use by several threads.
 */
public final class RetryingSends extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingSends.class);
    /** One more than pollers need to report that all of SQS is away. */
    private static final int UNREPORTED = 2;

    private static final String REMEDY = "Create that queue or grant sqs:SendMessage: dead letters wait, and no message is lost.";

    private final PausableReceives receives;
    private final Outage outage;
    private final Outage queue;
    private final Set<String> loggedQueues = ConcurrentHashMap.newKeySet();

    /**
     * @param receives while they are paused, no send is retried
     * @param outage records that a dead-letter queue does not accept messages
     * @param queue outage of the queue, which explains such failures
     */
    public RetryingSends(SqsClient client, PausableReceives receives, Outage outage, Outage queue) {
        super(client);
        this.receives = receives;
        this.queue = queue;
        this.outage = outage;
    }

    /**
     * Sends a message, with retries.
     *
     * @throws QueueUnavailableException if it was not accepted before receiving was paused
     * @throws SdkException if SQS refuses this message alone
     */
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        String letters = QueueName.ofUrl(request.queueUrl());
        Outage ofQueue = outage.part(letters);
        Retry attempts = new Retry(ofQueue, REMEDY, UNREPORTED, () -> queue.since().isPresent());
        // Each attempt may cost a timeout, and a stop does not have the time for that.
        while (!receives.isPaused() || ofQueue.since().isEmpty() && queue.since().isEmpty()) {
            try {
                SendMessageResponse response = super.sendMessage(request);
                ofQueue.over();
                loggedQueues.remove(letters);
                return response;
            } catch (SdkException e) {
                if (SqsFault.of(e).isOfTheMessage()) {
                    throw e;
                }
                if (!attempts.again(e, receives.backoff())) {
                    break;
                }
            }
        }
        if (loggedQueues.add(letters)) {
            LOG.warn("Rejected messages stay in the queue and are delivered again: dead-letter queue {} does not accept them.", letters);
        }
        throw new QueueUnavailableException();
    }
}
