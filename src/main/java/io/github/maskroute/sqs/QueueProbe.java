package io.github.maskroute.sqs;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Requests how many messages are visible, in flight and dead. SQS gives approximate numbers.
 *
 * <p>{@link #ask} is for one thread; several threads may read its results.
 */
public final class QueueProbe {

    /** Numbers of messages, summed over the queues whose numbers are known; empty while none are. */
    public record Depth(OptionalInt visible, OptionalInt inFlight, OptionalInt dead) {}

    private static final Logger LOG = LoggerFactory.getLogger(QueueProbe.class);

    /** As many as one round of requests can cause. By the next round, the pollers have reported an outage if they are refused too. */
    private static final int UNREPORTED_REFUSALS = 2;

    private static final String REMEDY = "The drain waits and continues by itself.";
    private static final String RENEW = "Renew certificate or credentials: the drain waits and continues by itself.";

    private final SqsClient client;
    private final Outage outage;
    private final Outage deadLetters;
    private final MeterRegistry meters;
    private final Map<String, QueueCounts> queues = new ConcurrentHashMap<>();
    private final Map<String, QueueCounts> letters = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Set<String> metered = ConcurrentHashMap.newKeySet();

    /** @param meters get {@code maskroute.queue.messages} */
    public QueueProbe(SqsClient client, Outage outage, Outage deadLetters, MeterRegistry meters) {
        this.client = client;
        this.outage = outage;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    private void gauge(String url, String route, String state, Map<String, QueueCounts> counts, Function<QueueCounts, OptionalInt> number) {
        if (metered.add(url + " " + route + " " + state)) {
            Gauge.builder("maskroute.queue.messages", () -> orNaN(sum(Stream.of(url), counts, number)))
                    .tags("queue", QueueName.ofUrl(url), "route", route, "state", state)
                    .description("Messages of the queue, and visible dead letters, as SQS estimates it").register(meters);
        }
    }

    private static double orNaN(OptionalInt count) {
        return count.isPresent() ? count.getAsInt() : Double.NaN;
    }

    /** The result of the last {@link #ask} for all queues together. */
    public Depth depth() {
        return depth(queues.keySet(), letters.keySet());
    }

    /** The result for one queue and its dead-letter queue, by their URLs. */
    public Depth depth(String queueUrl, String deadLetterUrl) {
        return depth(Set.of(queueUrl), Set.of(deadLetterUrl));
    }

    private Depth depth(Collection<String> queueUrls, Collection<String> deadLetterUrls) {
        return new Depth(sum(queueUrls.stream(), queues, QueueCounts::visible), sum(queueUrls.stream(), queues, QueueCounts::inFlight),
                sum(deadLetterUrls.stream(), letters, QueueCounts::visible));
    }

    private static OptionalInt sum(Stream<String> urls, Map<String, QueueCounts> counts, Function<QueueCounts, OptionalInt> number) {
        return urls.map(url -> number.apply(counts.getOrDefault(url, QueueCounts.UNKNOWN)))
                .flatMapToInt(OptionalInt::stream).reduce(Integer::sum);
    }

    /**
     * Requests the numbers once. Drops the numbers of other queues. Does not throw if SQS is away or refuses.
     *
     * @param routes URL of each queue to the route that polls it
     * @param deadLetterUrls of the dead-letter queues of these routes
     */
    public void ask(Map<String, String> routes, Set<String> deadLetterUrls) {
        queues.keySet().retainAll(routes.keySet());
        letters.keySet().retainAll(deadLetterUrls);
        routes.forEach((url, route) -> {
            gauge(url, route, "visible", queues, QueueCounts::visible);
            gauge(url, route, "in_flight", queues, QueueCounts::inFlight);
            queues.put(url, counts(url, outage));
        });
        // Several routes may share a dead-letter queue.
        deadLetterUrls.forEach(url -> {
            gauge(url, "", "dead", letters, QueueCounts::visible);
            letters.put(url, counts(url, deadLetters));
        });
    }

    private QueueCounts counts(String url, Outage ofQueues) {
        try {
            QueueCounts counts = QueueCounts.of(client, url);
            outage.probeAnswered();
            return counts;
        } catch (SdkException e) {
            SqsFault fault = SqsFault.of(e);
            if (fault.away()) {
                outage.probeFailed(fault.description(), REMEDY);
            } else if (e instanceof SqsException) {
                refused(url, fault.description(), ofQueues);
            } else {
                outage.probeRefused(fault.description(), RENEW);
            }
            return QueueCounts.UNKNOWN;
        }
    }

    private void refused(String url, String why, Outage ofQueues) {
        outage.probeAnswered();
        boolean reported = outage.since().isPresent() || ofQueues.description().isPresent();
        if (!reported && refusals.merge(url, 1, Integer::sum) == UNREPORTED_REFUSALS + 1) {
            LOG.warn("The number of messages of {} is unknown ({}): create that queue, or grant sqs:GetQueueAttributes.", url, why);
        }
    }
}
