package io.github.maskroute.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Receives for a run that ends: limits the total number of messages, and polls briefly so that an empty queue is noticed soon.
 *
 * <p>A request reserves its messages from the remaining number until it is answered. Safe for use by several threads.
 */
public final class LimitedReceives extends DelegatingSqsClient {

    /** The shortest wait that makes SQS query all of its servers. */
    private static final int WAIT_SECONDS = 1;

    private final long max;
    private final AtomicLong left;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong marks = new AtomicLong();

    /** URL to the last mark that was followed by an empty receive. */
    private final Map<String, Long> lastEmpty = new ConcurrentHashMap<>();

    /**
     * @param client may be pausable: a receive that a pause ends does not count as empty
     * @param max total number of messages, {@code Long.MAX_VALUE} for no limit
     */
    public LimitedReceives(SqsClient client, long max) {
        super(client);
        this.max = max;
        this.left = new AtomicLong(max);
    }

    /** Receives at most the remaining number of messages; nothing once the limit is reached. */
    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        int wanted = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        int reserved = (int) Math.min(wanted, left.getAndUpdate(now -> now - Math.min(now, wanted)));
        if (reserved == 0) {
            return PausableReceives.NOTHING;
        }
        int received = 0;
        try {
            long mark = marks.get();
            ReceiveMessageResponse response =
                    super.receiveMessage(request.toBuilder().maxNumberOfMessages(reserved).waitTimeSeconds(WAIT_SECONDS).build());
            received = response.messages().size();
            count.addAndGet(received);
            if (received == 0 && response != PausableReceives.NOTHING) {
                lastEmpty.merge(request.queueUrl(), mark, Math::max);
            }
            return response;
        } finally {
            left.addAndGet(reserved - received);
        }
    }

    /** Number of messages received. */
    public long count() {
        return count.get();
    }

    /** Whether the limit is reached. */
    public boolean isSpent() {
        return count.get() >= max;
    }

    /** Marks the present moment for {@link #foundNothingSince}. */
    public long mark() {
        return marks.incrementAndGet();
    }

    /** Whether a receive from this queue began after the mark, has ended, and found nothing. */
    public boolean foundNothingSince(long mark, String queueUrl) {
        return lastEmpty.getOrDefault(queueUrl, -1L) >= mark;
    }
}
