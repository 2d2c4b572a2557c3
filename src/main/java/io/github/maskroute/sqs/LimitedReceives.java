package io.github.maskroute.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Receives for a run that ends: never more than so many messages, and with short polls, so that the end is soon seen.
 *
 * <p>A request asks for no more than what is left, and holds it until it is answered. Safe for use by several threads.
 */
public final class LimitedReceives extends DelegatingSqsClient {

    /** The shortest that asks all of SQS's servers. */
    private static final int WAIT_SECONDS = 1;

    private final long max;
    private final AtomicLong left;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong marks = new AtomicLong();

    /** URL to the last mark with a receive after it that found nothing. */
    private final Map<String, Long> lastEmpty = new ConcurrentHashMap<>();

    /**
     * @param client paused or not: a receive that is cut short counts as none
     * @param max messages in all, {@code Long.MAX_VALUE} for no limit
     */
    public LimitedReceives(SqsClient client, long max) {
        super(client);
        this.max = max;
        this.left = new AtomicLong(max);
    }

    /** Receives as many as are asked for and left; nothing, if none are. */
    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        int wanted = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        int reserved = (int) Math.min(wanted, left.getAndUpdate(now -> now - Math.min(now, wanted)));
        if (reserved == 0) {
            return PausableReceives.NOTHING;
        }
        int came = 0;
        try {
            long mark = marks.get();
            ReceiveMessageResponse response =
                    super.receiveMessage(request.toBuilder().maxNumberOfMessages(reserved).waitTimeSeconds(WAIT_SECONDS).build());
            came = response.messages().size();
            count.addAndGet(came);
            if (came == 0 && response != PausableReceives.NOTHING) {
                lastEmpty.merge(request.queueUrl(), mark, Math::max);
            }
            return response;
        } finally {
            left.addAndGet(reserved - came);
        }
    }

    /** Messages received. */
    public long count() {
        return count.get();
    }

    /** Whether all that may be received was. */
    public boolean isSpent() {
        return count.get() >= max;
    }

    /** A moment, to ask {@link #foundNothingSince} about. */
    public long mark() {
        return marks.incrementAndGet();
    }

    /** Whether a receive from that queue that began after this moment has ended and found nothing. */
    public boolean foundNothingSince(long mark, String queueUrl) {
        return lastEmpty.getOrDefault(queueUrl, -1L) >= mark;
    }
}
