package io.github.maskroute.sqs;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.DaemonThreads;
import io.github.maskroute.outage.Outage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Receives that wait while the queue is away, and that can be paused.
 *
 * <p>A long poll takes up to 20 s; a stop or an edit of a route need not wait for it. {@link #pause} makes receives return at once, without
 * messages, until every {@link Pause} is closed. Messages that their requests still receive are made visible again for others. Safe for use
 * by several threads.
 */
public final class PausableReceives extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(PausableReceives.class);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    /** The answer while paused. */
    static final ReceiveMessageResponse NOTHING = ReceiveMessageResponse.builder().build();
    private static final String REMEDY =
            "Correct certificate or credentials, or grant sqs:ReceiveMessage: the drain waits and continues by itself.";

    /** The attempt whose pause a receive waits that is held back: about half a second. */
    private static final int HELD_BACK_ATTEMPT = 4;

    private final Outage outage;
    /** URL to the number of callers that hold it back. */
    private final Map<String, Integer> heldBack = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<ReceiveMessageResponse>> pollers = ConcurrentHashMap.newKeySet();
    private final ExecutorService requests = Executors.newCachedThreadPool(new DaemonThreads("maskroute-receive"));

    /** URL to the time at which the last receive began. */
    private final Map<String, Long> lastReceive = new ConcurrentHashMap<>();

    private final Set<Pause> paused = new HashSet<>();

    /** Stopped while receiving is paused; replaced when it resumes. */
    private volatile Backoff backoff = new Backoff(MAX_PAUSE);

    public PausableReceives(SqsClient client, Outage outage) {
        super(client);
        this.outage = outage;
    }

    /** Receives messages; none if paused meanwhile. Retries while the queue is away or refuses. */
    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        Backoff current = backoff;
        String queueUrl = request.queueUrl();
        Outage ofQueue = outage.part(QueueName.ofUrl(queueUrl));
        Retry attempts = new Retry(ofQueue, REMEDY);
        while (!current.isStopped()) {
            lastReceive.put(queueUrl, System.nanoTime());
            if (isHeldBack(queueUrl)) {
                current.after(HELD_BACK_ATTEMPT);
                continue;
            }
            try {
                ReceiveMessageResponse response = receiveUnlessPaused(request, current);
                if (response != NOTHING && !isHeldBack(queueUrl)) {
                    ofQueue.over();
                }
                return response;
            } catch (SdkException e) {
                if (!attempts.again(e, current)) {
                    break;
                }
            }
        }
        return NOTHING;
    }

    /** Makes all present and future receives return at once until this and every other pause is closed. */
    public Pause pause() {
        Pause pause = new Pause(this);
        synchronized (paused) {
            paused.add(pause);
            backoff.stop();
        }
        pollers.forEach(poller -> poller.complete(NOTHING));
        return pause;
    }

    private void end(Pause pause) {
        synchronized (paused) {
            if (paused.remove(pause) && paused.isEmpty()) {
                backoff = new Backoff(MAX_PAUSE);
            }
        }
    }

    /** The time since any poller began its last receive from this queue; before the first receive, since the first call of this method. */
    public Duration sinceLastReceive(String queueUrl) {
        long now = System.nanoTime();
        return Duration.ofNanos(now - lastReceive.computeIfAbsent(queueUrl, none -> now));
    }

    /**
     * Makes pollers of a queue wait before their next receive, until {@link #goOn} was called as often. Receives under way are not cut
     * short.
     */
    void holdBack(String queueUrl) {
        heldBack.merge(queueUrl, 1, Integer::sum);
    }

    void goOn(String queueUrl) {
        heldBack.computeIfPresent(queueUrl, (url, count) -> count == 1 ? null : count - 1);
    }

    boolean isHeldBack(String queueUrl) {
        return heldBack.containsKey(queueUrl);
    }

    /** The backoff between attempts, which ends for good with the next pause. */
    Backoff backoff() {
        return backoff;
    }

    /** Whether receives return at once. */
    public boolean isPaused() {
        return backoff.isStopped();
    }

    /** A time without receives. Closing it again has no effect. */
    public static final class Pause implements AutoCloseable {

        private final PausableReceives receives;

        private Pause(PausableReceives receives) {
            this.receives = receives;
        }

        @Override
        public void close() {
            receives.end(this);
        }
    }

    /** Waits up to a second for requests that are about to be answered, to make their messages visible again. */
    @Override
    public void close() {
        pause();
        requests.shutdown();
        try {
            requests.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.close();
    }

    private ReceiveMessageResponse receiveUnlessPaused(ReceiveMessageRequest request, Backoff current) {
        CompletableFuture<ReceiveMessageResponse> poller = new CompletableFuture<>();
        pollers.add(poller);
        try {
            if (current.isStopped()) {
                return NOTHING;
            }
            requests.execute(() -> receive(request, poller));
            return poller.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return poller.complete(NOTHING) ? NOTHING : poller.exceptionally(failure -> NOTHING).join();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException sdk) {
                throw sdk;
            }
            throw new IllegalStateException("receive failed: " + e.getCause().getClass().getName());
        } finally {
            pollers.remove(poller);
        }
    }

    private void receive(ReceiveMessageRequest request, CompletableFuture<ReceiveMessageResponse> poller) {
        try {
            ReceiveMessageResponse response = super.receiveMessage(request);
            if (!poller.complete(response)) {
                release(request.queueUrl(), response.messages());
            }
        } catch (Throwable cause) {
            poller.completeExceptionally(cause);
        }
    }

    /** Makes messages visible to other receivers that arrived after the poller had returned. */
    private void release(String queueUrl, List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i)).receiptHandle(messages.get(i).receiptHandle()).visibilityTimeout(0).build())
                .toList();
        try {
            super.changeMessageVisibilityBatch(
                    ChangeMessageVisibilityBatchRequest.builder().queueUrl(queueUrl).entries(entries).build());
        } catch (SdkException e) {
            LOG.debug("{} messages come back only after their visibility timeout ({}).", messages.size(), SqsFault.of(e).description());
        }
    }
}
